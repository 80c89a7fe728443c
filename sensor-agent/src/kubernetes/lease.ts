import { z } from "zod";

/** As client-go's leader election has them. */
export const leaseTimes = {
  durationMs: 15_000,
  renewWithinMs: 10_000,
  renewEveryMs: 2_000,
} as const;

/** A Lease of coordination.k8s.io/v1, as far as an election needs it. */
export const Lease = z.object({
  metadata: z.object({ resourceVersion: z.string().min(1) }),
  spec: z
    .object({
      holderIdentity: z.string().nullish(),
      leaseDurationSeconds: z.number().nullish(),
      acquireTime: z.string().nullish(),
      renewTime: z.string().nullish(),
      leaseTransitions: z.number().nullish(),
    })
    .default({}),
});
export type Lease = z.infer<typeof Lease>;

/** A record and when, on our own clock, it was first seen as it is: clocks of nodes differ. */
export interface Observed {
  readonly record: string;
  readonly atMs: number;
}

/** What was seen before and now; the time only moves when the record does. */
export function observe(before: Observed | null, lease: Lease, nowMs: number): Observed {
  const record = JSON.stringify([lease.spec.holderIdentity, lease.spec.renewTime]);
  return before?.record === record ? before : { record, atMs: nowMs };
}

/** Whether `me` may write itself into the Lease: it holds it, nobody does, or its holder fell silent. */
export function mayTake(lease: Lease, me: string, observed: Observed, nowMs: number): boolean {
  const { holderIdentity, leaseDurationSeconds } = lease.spec;
  if (!holderIdentity || holderIdentity === me) return true;
  const durationMs = (leaseDurationSeconds ?? 0) * 1000 || leaseTimes.durationMs;
  // Either way: a clock that was set back would wait for as long as that.
  return Math.abs(nowMs - observed.atMs) > durationMs;
}

/** The Lease as `me` writes it, from the one that it read; the API refuses it when that has changed. */
export function taken(
  lease: Lease | null,
  who: { me: string; name: string; namespace: string },
  nowMs: number,
): unknown {
  const now = new Date(nowMs).toISOString().replace("Z", "000Z");
  const isOurs = lease?.spec.holderIdentity === who.me;
  const transitions = lease?.spec.leaseTransitions ?? 0;
  return {
    ...headOf(lease, who),
    spec: {
      holderIdentity: who.me,
      leaseDurationSeconds: leaseTimes.durationMs / 1000,
      acquireTime: (isOurs ? lease?.spec.acquireTime : null) ?? now,
      renewTime: now,
      leaseTransitions: lease === null || isOurs ? transitions : transitions + 1,
    },
  };
}

/** The Lease without a holder, so that the next one need not wait. */
export function released(
  lease: Lease,
  who: { name: string; namespace: string },
  nowMs: number,
): unknown {
  const now = new Date(nowMs).toISOString().replace("Z", "000Z");
  return {
    ...headOf(lease, who),
    spec: {
      holderIdentity: "",
      leaseDurationSeconds: 1,
      renewTime: now,
      leaseTransitions: lease.spec.leaseTransitions ?? 0,
    },
  };
}

function headOf(lease: Lease | null, { name, namespace }: { name: string; namespace: string }) {
  const version = lease ? { resourceVersion: lease.metadata.resourceVersion } : {};
  return {
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    metadata: { name, namespace, ...version },
  };
}
