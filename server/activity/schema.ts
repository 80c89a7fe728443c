import { z } from "zod";
import { AlertView } from "../alerts/schema.ts";
import { PoolKey } from "../pools/key.ts";

export const sensorEventKinds = ["enrolled", "revived", "terminating", "departed"] as const;
/** What the feed can be narrowed to: events of sensors, what people did, alerts. */
export const activityKinds = [...sensorEventKinds, "action", "alert"] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** Sensors whose tokens admit one each share no pool, but one line of the feed. */
export const oneTimePool = "one_time";
const ActivityPool = z.union([z.literal(oneTimePool), PoolKey]);

const When = z.iso.datetime();
const Paging = {
  cursor: z.string().max(300).optional(),
  limit: z.number().int().min(1).max(500).default(50),
};

export const ListActivity = z.strictObject({
  /** Only sensors of this pool; what people did and alerts belong to none. */
  pool: ActivityPool.optional(),
  kinds: z.array(z.enum(activityKinds)).max(20).optional(),
  from: When.optional(),
  to: When.optional(),
  /** False spares the count, which reads the whole time asked for; `total` is null then. */
  withTotal: z.boolean().default(true),
  ...Paging,
});
export type ListActivity = z.infer<typeof ListActivity>;

const PoolOf = { pool: z.string(), poolLabel: z.string() };
const count = z.number().int();

/** What happened to the ephemeral sensors of a pool within an hour (UTC). */
const RollUp = z.object({
  type: z.literal("rollup"),
  /** Begin of the hour. */
  at: When,
  ...PoolOf,
  enrolled: count,
  revived: count,
  terminating: count,
  /** By reason. */
  departed: z.record(z.string(), count),
});
export type RollUp = z.infer<typeof RollUp>;

export const SensorEventView = z.object({
  id: z.uuid(),
  at: When,
  kind: z.enum(sensorEventKinds),
  sensorId: z.uuid(),
  sensorName: z.string(),
  /** Why it departed; null for other events. */
  reason: z.string().nullable(),
});
export type SensorEventView = z.infer<typeof SensorEventView>;

/** An event of a permanent sensor. */
const SensorRow = SensorEventView.extend({ type: z.literal("sensor"), ...PoolOf });

/** What a person or an API key did, as the audit has it. */
const ActionRow = z.object({
  type: z.literal("action"),
  at: When,
  seq: count,
  action: z.string(),
  actor: z.string(),
  actorName: z.string(),
  target: z.string(),
  /** What the target is called; null where that is not known any more. */
  targetName: z.string().nullable(),
  /** As in the audit, without the lists of what it was done to. */
  details: z.record(z.string(), z.unknown()),
});

const AlertRow = AlertView.extend({ type: z.literal("alert") });

export const ActivityRow = z.discriminatedUnion("type", [RollUp, SensorRow, ActionRow, AlertRow]);
export type ActivityRow = z.infer<typeof ActivityRow>;

export const ActivityPage = z.object({
  items: z.array(ActivityRow),
  nextCursor: z.string().nullable(),
  total: count.nullable(),
});

/** The single events behind a roll-up. */
export const ListActivityEvents = z.strictObject({
  pool: ActivityPool,
  /** Begin of the hour, as the roll-up's `at`. */
  hour: When.refine((text) => Date.parse(text) % 3_600_000 === 0, "the begin of an hour, UTC"),
  kinds: z.array(z.enum(sensorEventKinds)).max(20).optional(),
  ...Paging,
});
export type ListActivityEvents = z.infer<typeof ListActivityEvents>;

export const ActivityEventsPage = z.object({
  items: z.array(SensorEventView),
  nextCursor: z.string().nullable(),
  total: count,
});
