/** One host of the day: when it is there, and when it reports. All times in seconds of the day. */
export interface PlannedHost {
  readonly name: string;
  readonly pool: string;
  readonly ephemeral: boolean;
  readonly removeAfterSeconds: number;
  readonly joinsAt: number;
  /** When it ends; after the day for those that stay. */
  readonly endsAt: number;
  /** Whether it says goodbye then. */
  readonly isClean: boolean;
  /** Times in which it runs but its network does not. */
  readonly cuts: readonly { readonly from: number; readonly until: number }[];
}

/** When nobody hears, and what the database's clock does meanwhile. */
export interface DeafTime {
  readonly at: number;
  readonly seconds: number;
  /** The clock jumps by so much besides. */
  readonly jumpSeconds?: number;
}

export const daySeconds = 86_400;
/** Steps of the simulation; a third of the fleet reports in each. */
export const stepSeconds = 5;
export const pools = Array.from({ length: 20 }, (_, index) => `ci-${index + 1}`);

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
export function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const clocks = [60, 300, 1800];

/** Short-lived hosts: most say goodbye, some crash, some are cut off about as long as their clock. */
export function ephemeralHosts(count: number, random: () => number): PlannedHost[] {
  return Array.from({ length: count }, (_, index) => {
    const joinsAt = Math.floor(random() * (daySeconds - 600));
    const endsAt = joinsAt + 120 + Math.floor(-Math.log(1 - random()) * 1500);
    const removeAfterSeconds = clocks[index % clocks.length] ?? 60;
    const cutAt = joinsAt + 60 + Math.floor(random() * 300);
    // Around the deadline itself: one step before, at it, and after.
    const cutFor = removeAfterSeconds + Math.floor((random() - 0.5) * 60);
    return {
      name: `eph-${index}`,
      pool: pools[index % pools.length] ?? "ci-1",
      ephemeral: true,
      removeAfterSeconds,
      joinsAt,
      endsAt,
      isClean: random() < 0.7,
      cuts: random() < 0.15 ? [{ from: cutAt, until: cutAt + cutFor }] : [],
    };
  });
}

/** Hosts that stay; a few crash, a few are cut off for an hour. */
export function permanentHosts(count: number, random: () => number): PlannedHost[] {
  return Array.from({ length: count }, (_, index) => {
    const cutAt = Math.floor(random() * daySeconds);
    return {
      name: `perm-${index}`,
      pool: "servers",
      ephemeral: false,
      removeAfterSeconds: 0,
      joinsAt: 0,
      endsAt: random() < 0.05 ? Math.floor(random() * daySeconds) : daySeconds * 2,
      isClean: false,
      cuts: random() < 0.1 ? [{ from: cutAt, until: cutAt + 3600 }] : [],
    };
  });
}

/** A pool of which three quarters go silent in the same minute; they come back, or they never do. */
export function shakenPool(pool: string, at: number, comesBackAt: number): PlannedHost[] {
  return Array.from({ length: 40 }, (_, index) => ({
    name: `${pool}-${index}`,
    pool,
    ephemeral: true,
    removeAfterSeconds: 300,
    joinsAt: at - 1200,
    endsAt: daySeconds * 2,
    isClean: false,
    cuts: index < 30 ? [{ from: at + index, until: comesBackAt }] : [],
  }));
}

export const deafTimes: readonly DeafTime[] = [
  { at: 4 * 3600, seconds: 12 },
  { at: 7 * 3600, seconds: 600 },
  { at: 11 * 3600, seconds: 0, jumpSeconds: 3 * 3600 },
  { at: 15 * 3600, seconds: 20 },
  { at: 19 * 3600, seconds: 0, jumpSeconds: -3600 },
];
