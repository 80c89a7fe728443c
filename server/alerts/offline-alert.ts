import type { NewAlert } from "./raise.ts";
import { namesMax } from "./rolling.ts";

export const kind = "sensor_offline";
/** Keys of alerts about one sensor, and about several. */
export const single = "sensor:";
export const group = "offline:";

/** More than this many in one look are told together. */
const singlesMax = 20;
/** A burst is over when nobody followed for this long … */
const quietSeconds = 20;
/** … and is told after this long in any case. */
const burstSecondsMax = 60;

/** A sensor that is offline, and that no alert is about yet. */
export interface Gone {
  readonly id: string;
  readonly name: string;
  readonly pool: string;
  /** Its last heartbeat, on the database's and on the listening clock. */
  readonly at: Date;
  readonly heardAt: Date;
}

/** Sensors that one alert is about; the pool is null when they are of many. */
export interface GoneTogether {
  readonly pool: string | null;
  readonly gone: readonly Gone[];
}

/**
 * Whether a burst is over: sensors that lose one network cross the threshold one by one, as far
 * apart as their heartbeats. `offlineSeconds` is how long ago one crossed it.
 */
export function isSettled(gone: readonly Gone[], offlineSeconds: (each: Gone) => number): boolean {
  const ages = gone.map(offlineSeconds);
  return Math.min(...ages) >= quietSeconds || Math.max(...ages) >= burstSecondsMax;
}

/** Few are told one by one; many by pool; those of many pools as one. */
export function together(gone: readonly Gone[]): GoneTogether[] {
  const each = (list: readonly Gone[]) => list.map((one) => ({ pool: one.pool, gone: [one] }));
  if (gone.length <= singlesMax) return each(gone);
  const pools = [...Map.groupBy(gone, ({ pool }) => pool)];
  if (pools.length > singlesMax) return [{ pool: null, gone }];
  return pools.map(([pool, members]) => ({ pool, gone: members }));
}

export function offlineAlert(
  { pool, gone }: GoneTogether,
  label: (pool: string) => string,
): NewAlert {
  const [first] = gone;
  if (first && gone.length === 1) {
    const { id, name, at } = first;
    const details = { sensorId: id, sensor: name, pool: label(first.pool) };
    const lastHeartbeatAt = at.toISOString();
    const title = `${name} is offline`;
    return { kind, key: single + id, title, details: { ...details, lastHeartbeatAt } };
  }
  const heard = gone.map(({ heardAt }) => heardAt.getTime());
  const until = new Date(Math.max(...heard)).toISOString();
  // `covers` is how the watch knows whom this alert is about, without a list of thousands.
  const covers = { pool, after: new Date(Math.min(...heard) - 1).toISOString(), until };
  const sensors = gone.slice(0, namesMax).map(({ name }) => name);
  const of = pool === null ? {} : { pool: label(pool) };
  const title = `${gone.length} sensors${pool === null ? "" : ` of ${label(pool)}`} are offline`;
  const details = { ...of, count: gone.length, sensors, covers };
  return { kind, key: `${group}${pool ?? "*"}@${until}`, title, details };
}
