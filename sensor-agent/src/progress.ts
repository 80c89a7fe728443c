import type { Clock } from "./clock.ts";
import type { Heartbeat, KernelSummary } from "./protocol.ts";

/** How far this sensor has come; what probes and the start-up gate ask for. */
export interface ProgressFacts {
  /** Null until this host is enrolled and its programs are being loaded. */
  readonly probes: {
    readonly loader: Heartbeat["loader"];
    readonly programs: KernelSummary["programs"];
  } | null;
  readonly lastAckMs: number | null;
  /** The link to the Console has said that it will be heard of by then. */
  readonly linkDueMs: number | null;
}

export function makeProgress(clock: Clock) {
  let probes: (() => NonNullable<ProgressFacts["probes"]>) | null = null;
  let lastAckMs: number | null = null;
  let linkDueMs: number | null = null;
  return {
    watching(read: () => NonNullable<ProgressFacts["probes"]>): void {
      probes = read;
    },
    acked(): void {
      lastAckMs = clock.nowMs();
    },
    linkDue(withinMs: number): void {
      linkDueMs = clock.nowMs() + withinMs;
    },
    facts: (): ProgressFacts => ({ probes: probes?.() ?? null, lastAckMs, linkDueMs }),
  };
}
export type Progress = ReturnType<typeof makeProgress>;

/** As long as the Console shows a sensor as healthy (CONTRACT.md). */
const ackHoldsMs = 45_000;

/** Why the process should be started again; empty while it works. */
export function notAlive({ linkDueMs }: ProgressFacts, nowMs: number): string[] {
  return linkDueMs !== null && nowMs > linkDueMs
    ? ["the link to the Console has not moved for too long"]
    : [];
}

/** Why the sensor is not ready; empty when it is. */
export function notReady(facts: ProgressFacts, nowMs: number): string[] {
  if (!facts.probes) return ["this node is not enrolled yet"];
  const { lastAckMs } = facts;
  return [
    ...(isAttachmentKnown(facts.probes) ? [] : ["the eBPF programs are not attached yet"]),
    ...(lastAckMs === null ? ["the Console has not acknowledged a heartbeat yet"] : []),
    ...(lastAckMs !== null && nowMs - lastAckMs > ackHoldsMs
      ? [
          `the Console has not acknowledged a heartbeat for ${Math.round((nowMs - lastAckMs) / 1000)} s`,
        ]
      : []),
  ];
}

/** Attached, or it is known why not: a sensor that cannot watch still reports that. */
function isAttachmentKnown({ loader, programs }: NonNullable<ProgressFacts["probes"]>): boolean {
  return loader.state === "running" ? programs.length > 0 : loader.detail !== notStarted;
}

/** What a loader says of itself before its first start. */
export const notStarted = "not started";

/** What keeps the start-up gate closed; null when the node may take pods. */
export function notWatching({ probes, lastAckMs }: ProgressFacts): string | null {
  if (!probes) return "this node is not enrolled yet";
  if (probes.loader.state !== "running") return `the loader: ${probes.loader.detail ?? "not yet"}`;
  if (probes.programs.length === 0) return "the eBPF programs are not attached yet";
  const failed = probes.programs.find(({ state }) => state === "failed");
  if (failed) return `the program ${failed.name} is not attached: ${failed.detail ?? "unknown"}`;
  return lastAckMs === null ? "the Console has not acknowledged a heartbeat yet" : null;
}
