/** Status of a sensor, computed from its silence and never stored (CONTRACT.md, "Status"). */
export const statuses = ["healthy", "degraded", "stale", "offline"] as const;
export type Status = (typeof statuses)[number];

/** Three missed heartbeats of 15 s. */
export const degradedAfterSeconds = 45;
/** `offline` begins at this many times the stale threshold. */
export const offlineFactor = 4;

/** What decides about one sensor. */
export interface Threshold {
  readonly staleAfterSeconds: number;
}

/** What decides about the fleet: the settings of the section `status`. */
export interface Thresholds extends Threshold {
  /** Pools with a threshold of their own; absent: none. */
  readonly pools?: readonly PoolThreshold[];
}
export interface PoolThreshold extends Threshold {
  /** `tag:<value>` or `token:<id>`, as in `sensor.pool`. */
  readonly pool: string;
}

/** The threshold for a pool's sensors: its own, else the one for all. */
export function thresholdOf(thresholds: Thresholds, pool: string): Threshold {
  return thresholds.pools?.find((each) => each.pool === pool) ?? thresholds;
}

/** The other direction: which pools each threshold of their own decides about. */
export function ownThresholds(thresholds: Thresholds): { pools: string[]; threshold: Threshold }[] {
  const bySeconds = Map.groupBy(thresholds.pools ?? [], (each) => each.staleAfterSeconds);
  return [...bySeconds].map(([staleAfterSeconds, pools]) => ({
    pools: pools.map(({ pool }) => pool),
    threshold: { staleAfterSeconds },
  }));
}

/** A sensor's silence, as times on the listening clock; see `listening_now()` in the migrations. */
export interface StatusWindow {
  /** Heard after this, exclusive; null: no bound. */
  readonly after: Date | null;
  /** Heard at or before this, inclusive; null: no bound. */
  readonly until: Date | null;
}

/** Silence in ms up to which each status lasts, inclusive. A low stale threshold lowers degraded too. */
export function limits({ staleAfterSeconds }: Threshold): Record<Status, number> {
  return {
    healthy: Math.min(degradedAfterSeconds, staleAfterSeconds) * 1000,
    degraded: staleAfterSeconds * 1000,
    stale: staleAfterSeconds * offlineFactor * 1000,
    offline: Number.POSITIVE_INFINITY,
  };
}

/** Both times on the listening clock. */
export function sensorStatus(heardAt: Date, now: Date, threshold: Threshold): Status {
  const silenceMs = now.getTime() - heardAt.getTime();
  const limit = limits(threshold);
  return statuses.find((status) => silenceMs <= limit[status]) ?? "offline";
}

/** The other direction: which `heardAt` has this status now. The SQL filter is made from it. */
export function statusWindow(status: Status, now: Date, threshold: Threshold): StatusWindow {
  const limit = limits(threshold);
  const better = statuses[statuses.indexOf(status) - 1];
  const ago = (ms: number) => new Date(now.getTime() - ms);
  return {
    // `>=` at the limit itself: dates are whole milliseconds, so "after" one less is the same.
    after: status === "offline" ? null : ago(limit[status] + 1),
    until: better === undefined ? null : ago(limit[better] + 1),
  };
}

/** The windows of several statuses; those side by side make one. */
export function windowsOf(
  wanted: readonly Status[],
  now: Date,
  threshold: Threshold,
): StatusWindow[] {
  const windows: StatusWindow[] = [];
  for (const status of statuses.filter((each) => wanted.includes(each))) {
    const window = statusWindow(status, now, threshold);
    const better = windows.at(-1);
    if (better?.after && better.after.getTime() === window.until?.getTime())
      windows.splice(-1, 1, { after: window.after, until: better.until });
    else windows.push(window);
  }
  return windows;
}

/** The smallest window that holds all of these. */
export function widest(windows: readonly StatusWindow[]): StatusWindow {
  const bound = (dates: (Date | null)[], outermost: (...ms: number[]) => number) => {
    const known = dates.filter((date) => date !== null);
    if (known.length < dates.length || known.length === 0) return null;
    return new Date(outermost(...known.map((date) => date.getTime())));
  };
  return {
    after: bound(
      windows.map(({ after }) => after),
      Math.min,
    ),
    until: bound(
      windows.map(({ until }) => until),
      Math.max,
    ),
  };
}
