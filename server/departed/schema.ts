import { z } from "zod";
import { PoolKey } from "../pools/key.ts";
import { SensorId } from "../sensors/schema.ts";

/** Why a sensor left, as the database knows it. */
export const departReasons = [
  "clean_exit",
  "auto_removed",
  "deleted",
  "decommissioned",
  "uninstalled",
  "terminated",
  "replaced",
  "node_deleted",
] as const;
export type DepartReason = (typeof departReasons)[number];

/** Which departed sensors; everything that is given must hold. */
export const DepartedFilter = z.strictObject({
  /** Part of the name, hostname, instance id or token prefix, or how the sensor's id begins. */
  q: z.string().trim().max(200).optional(),
  /** Any of these. */
  reason: z.array(z.enum(departReasons)).max(departReasons.length).optional(),
  ephemeral: z.boolean().optional(),
  held: z.boolean().optional(),
  token: z.uuid().optional(),
  /** `tag:<value>` or `token:<id>`, as a sensor's `pool` says. */
  pool: PoolKey.optional(),
  /** When it departed, both ends included. */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
});
export type DepartedFilter = z.infer<typeof DepartedFilter>;

export const departedSorts = ["departedAt", "name", "lifeSpan"] as const;
export const ListDeparted = DepartedFilter.extend({
  sort: z.enum(departedSorts).default("departedAt"),
  order: z.enum(["asc", "desc"]).default("desc"),
  /** Opaque; from `nextCursor` of the page before. */
  cursor: z.string().max(400).optional(),
  limit: z.number().int().min(1).max(500).default(50),
});
export type ListDeparted = z.infer<typeof ListDeparted>;

const When = z.iso.datetime();

export const DepartedView = z.object({
  id: SensorId,
  name: z.string(),
  hostname: z.string(),
  instanceId: z.string().nullable(),
  departed: z.object({ at: When, reason: z.enum(departReasons), by: z.string() }),
  enrolledAt: When,
  lifeSpanSeconds: z.number().int(),
  lastHeartbeatAt: When.nullable(),
  ephemeral: z.boolean(),
  tags: z.array(z.string()),
  pool: z.object({ key: z.string(), label: z.string() }),
  token: z.object({ id: z.uuid(), prefix: z.string() }),
  certificate: z.object({ serial: z.string(), notAfter: When }),
  /** Held records are never purged. */
  held: z.object({ at: When, by: z.string() }).nullable(),
  /** When retention purges it at the earliest; null while it is held. */
  keptUntil: When.nullable(),
});
export type DepartedView = z.infer<typeof DepartedView>;

export const DepartedPage = z.object({
  items: z.array(DepartedView),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
});

/** What the sensor saw of its kernel in its whole life, as far as metrics are still kept. */
export const DepartedDetail = DepartedView.extend({
  counters: z.object({
    exec: z.number(),
    exit: z.number(),
    connect: z.number(),
    accept: z.number(),
    close: z.number(),
    listen: z.number(),
    lost: z.number(),
    /** The first point that is summed; null: none is kept. */
    from: When.nullable(),
  }),
});
export type DepartedDetail = z.infer<typeof DepartedDetail>;

/** What the filters can offer, from the records that there are. */
export const DepartedFacets = z.object({
  pools: z.array(z.object({ key: z.string(), label: z.string() })),
  tokens: z.array(z.object({ id: z.uuid(), prefix: z.string() })),
});

export const DepartedIds = z.strictObject({ ids: z.array(SensorId).min(1).max(500) });
export type DepartedIds = z.infer<typeof DepartedIds>;
export const BulkDone = z.object({
  done: z.number().int(),
  skipped: z.array(z.object({ id: SensorId, reason: z.enum(["NotDeparted", "Unchanged"]) })),
});
export type BulkDone = z.infer<typeof BulkDone>;
