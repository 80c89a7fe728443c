import { z } from "zod";
import { PoolKey } from "../pools/key.ts";
import { SensorCounts } from "../sensors/schema.ts";
import { tokenTypes } from "../tokens/schema.ts";

const count = z.number().int();
const When = z.iso.datetime();

/** A pool that has fewer sensors than expected, or lost some to their deadlines in the last 24 hours. */
const WeakPool = z.object({
  key: PoolKey,
  label: z.string(),
  enrolled: count,
  expectedSize: count.nullable(),
  /** Removed because they fell silent, and not back since. */
  lost: count,
});

const EndingToken = z.object({
  id: z.uuid(),
  prefix: z.string(),
  type: z.enum(tokenTypes),
  description: z.string(),
  expiresAt: When,
});

/** What an admin wants to know first. `lastDay` are the last 24 hours. */
export const Overview = z.object({
  at: When,
  counts: SensorCounts,
  lastDay: z.object({
    /** Enrolled since then, and not departed. */
    joined: count,
    /** Departed since then, and not back; `lost` of them because they fell silent. */
    departed: count,
    lost: count,
  }),
  clusters: z.object({
    clusters: count.describe("Clusters that reported their nodes and have sensors."),
    nodes: count.describe("All of their nodes."),
    missing: count.describe("Those of the nodes that have no sensor."),
    incomplete: count.describe("Clusters with such nodes."),
  }),
  /** Versions of the enrolled sensors, the most frequent first; what is rare is one number. */
  versions: z.object({
    items: z.array(z.object({ version: z.string(), count })),
    others: z.object({ versions: count, count }),
  }),
  pools: z.object({
    /** Pools with fewer sensors than expected. */
    missing: count,
    /** Those and the pools that lost sensors in the last 24 hours. */
    total: count,
    /** The worst of them. */
    items: z.array(WeakPool),
  }),
  tokens: z.object({
    /** Active ones whose end is near. */
    expiring: count,
    /** Those that end first. */
    items: z.array(EndingToken),
  }),
  /** Attempts to enroll of the last 24 hours that were refused and still ask for somebody. */
  refusals: z.object({
    attempts: count,
    hosts: count,
    /** By cause, the newest first. */
    items: z.array(z.object({ code: z.string(), title: z.string(), count, lastAt: When })),
  }),
  seats: z.object({
    taken: count,
    limit: count,
    pressure: z.enum(["free", "near", "full"]),
    /** Of the license; null: there is none. */
    expiresAt: When.nullable(),
  }),
  /** Pauses of auto-removal that stand. */
  pauses: count,
  openAlerts: count,
});
export type Overview = z.infer<typeof Overview>;

/** How many hours until now. */
export const TrendOf = z.strictObject({ hours: z.number().int().min(1).max(720).default(24) });

export const FleetPoint = z.object({
  at: When,
  healthy: z.number(),
  degraded: z.number(),
  stale: z.number(),
  offline: z.number(),
});
export type FleetPoint = z.infer<typeof FleetPoint>;

/** Samples of the whole fleet, oldest first; over more than a day several are averaged into one. */
export const FleetTrend = z.object({
  from: When,
  to: When,
  stepSeconds: count,
  points: z.array(FleetPoint),
});
export type FleetTrend = z.infer<typeof FleetTrend>;
