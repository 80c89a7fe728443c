import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { ApiError, type KubernetesApi } from "./api.ts";
import { Lease, leaseTimes, mayTake, type Observed, observe, released, taken } from "./lease.ts";
import { pauseMs } from "./watch.ts";

export const leaseName = "telovix-sensor";

/** Those that do not hold it look this seldom, from the API's cache: there may be thousands of them. */
const lookMs = { min: leaseTimes.durationMs, spread: 15_000 } as const;
const releaseWithinMs = 2_000;

interface ElectionDeps {
  readonly api: KubernetesApi;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly namespace: string;
  /** What stands in the Lease as its holder. */
  readonly me: string;
}

/** Whether the one that leads still does, now. */
export type StillHolds = () => boolean;

/**
 * One sensor of a cluster holds the Lease and does `lead` while it does. Without permission nobody
 * leads, which is said once.
 */
export async function electionTask(
  deps: ElectionDeps,
  lead: (signal: AbortSignal, stillHolds: StillHolds) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { clock, log, random } = deps;
  let observed: Observed | null = null;
  let isFailing = false;
  for (let failures = 0; !signal.aborted; ) {
    try {
      const lease = await read(deps, signal, { isCached: true });
      const nowMs = clock.nowMs();
      if (lease) observed = observe(observed, lease, nowMs);
      const isFree = !lease || !observed || mayTake(lease, deps.me, observed, nowMs);
      const held = isFree ? await takeFresh(deps, observed, signal) : null;
      if (held) await hold(deps, held, lead, signal);
      failures = 0;
      isFailing = false;
      await clock.sleep(lookMs.min + lookMs.spread * random(), signal);
    } catch (error) {
      if (signal.aborted) return;
      const reason = error as Error;
      if (!isFailing) log.warn(`The Lease ${leaseName} cannot be used: ${reason.message}`);
      isFailing = true;
      await clock.sleep(pauseMs(reason, ++failures, random()), signal);
    }
  }
}

const pathOf = ({ namespace }: ElectionDeps) =>
  `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;

/** The Lease; null when there is none. */
async function read(
  deps: ElectionDeps,
  signal: AbortSignal,
  { isCached }: { isCached: boolean },
): Promise<Lease | null> {
  const path = `${pathOf(deps)}/${leaseName}${isCached ? "?resourceVersion=0" : ""}`;
  try {
    return Lease.parse(await deps.api.call({ method: "GET", path, signal }));
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** Writes ourselves into the Lease unless somebody else was first. */
async function takeFresh(
  deps: ElectionDeps,
  before: Observed | null,
  signal: AbortSignal,
): Promise<Lease | null> {
  const lease = await read(deps, signal, { isCached: false });
  const nowMs = deps.clock.nowMs();
  if (lease && !mayTake(lease, deps.me, observe(before, lease, nowMs), nowMs)) return null;
  return put(deps, lease, signal);
}

/** @returns the Lease as it is now; null when somebody else has changed it meanwhile */
async function put(
  deps: ElectionDeps,
  lease: Lease | null,
  signal: AbortSignal,
): Promise<Lease | null> {
  const content = taken(lease, { ...deps, name: leaseName }, deps.clock.nowMs());
  const target = lease
    ? ({ method: "PUT", path: `${pathOf(deps)}/${leaseName}` } as const)
    : ({ method: "POST", path: pathOf(deps) } as const);
  const body = { type: "application/json", content };
  try {
    return Lease.parse(await deps.api.call({ ...target, body, signal }));
  } catch (error) {
    if (error instanceof ApiError && error.status === 409) return null;
    throw error;
  }
}

/** Leads while the Lease is renewed in time; gives it back when stopped. */
async function hold(
  deps: ElectionDeps,
  first: Lease,
  lead: (signal: AbortSignal, stillHolds: StillHolds) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { clock, log } = deps;
  const leading = new AbortController();
  const end = () => leading.abort();
  signal.addEventListener("abort", end, { once: true });
  let held: Lease | null = first;
  let renewedMs = clock.nowMs();
  const stillHolds = () =>
    held !== null && Math.abs(clock.nowMs() - renewedMs) < leaseTimes.renewWithinMs;
  log.info("This sensor holds the Lease of its cluster: it reports the cluster's Nodes.");
  const work = lead(leading.signal, stillHolds);
  while (!signal.aborted && stillHolds()) {
    await clock.sleep(leaseTimes.renewEveryMs, signal);
    if (signal.aborted || !held) break;
    const startedMs = clock.nowMs();
    try {
      held = (await put(deps, held, signal)) ?? (await takeFresh(deps, null, signal));
      renewedMs = startedMs;
    } catch {
      // Tried again until it is too late for that.
    }
  }
  end();
  signal.removeEventListener("abort", end);
  await work;
  if (signal.aborted) await release(deps);
  else log.warn("This sensor does not hold the Lease any more.");
}

/** Best effort: without it the next one waits until the Lease is over. */
async function release(deps: ElectionDeps): Promise<void> {
  const signal = AbortSignal.timeout(releaseWithinMs);
  try {
    const lease = await read(deps, signal, { isCached: false });
    if (lease?.spec.holderIdentity !== deps.me) return;
    const content = released(lease, { ...deps, name: leaseName }, deps.clock.nowMs());
    const body = { type: "application/json", content };
    await deps.api.call({ method: "PUT", path: `${pathOf(deps)}/${leaseName}`, body, signal });
  } catch {
    // Somebody takes it when it is over.
  }
}
