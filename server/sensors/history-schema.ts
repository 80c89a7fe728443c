import { z } from "zod";
import { sensorEventKinds } from "../activity/schema.ts";
import { SensorId } from "./schema.ts";
import { timelineStatuses } from "./timeline.ts";

const When = z.iso.datetime();

/** A sensor's last hours, up to 30 days; of one that departed, the last of its life. */
export const HistoryOf = z.strictObject({
  id: SensorId,
  hours: z.number().int().min(1).max(720).default(1),
});
export type HistoryOf = z.infer<typeof HistoryOf>;

export const MetricPoint = z.object({
  at: When,
  /** How long the counts were counted, by the sensor's own clock. */
  intervalMs: z.number(),
  /** Time since the point before, silence included. */
  elapsedMs: z.number(),
  /** How many heartbeats came in `elapsedMs`; null: older than their counting. */
  heartbeats: z.number().nullable(),
  exec: z.number(),
  exit: z.number(),
  connect: z.number(),
  accept: z.number(),
  close: z.number(),
  listen: z.number(),
  lost: z.number(),
  cpuMillicores: z.number(),
  rssBytes: z.number(),
  load1: z.number(),
  memoryAvailableBytes: z.number(),
});

const Window = { from: When, to: When };

/** Oldest first; counts are those of a point, not per second. Over more than five hours several
 * points are one: counts summed, gauges averaged. */
export const SensorHistory = z.object({
  ...Window,
  stepSeconds: z.number().int(),
  points: z.array(MetricPoint),
});
export type SensorHistory = z.infer<typeof SensorHistory>;

const TimelineStatus = z.enum(timelineStatuses);

export const SensorTimeline = z.object({
  ...Window,
  /** Each begins where the one before ends; together they are the whole time. */
  spans: z.array(z.object({ ...Window, status: TimelineStatus })),
  /** How long each status was, in all; a status that was not is left out. */
  seconds: z.partialRecord(TimelineStatus, z.number()),
});
export type SensorTimeline = z.infer<typeof SensorTimeline>;

export const SensorEventsOf = z.strictObject({
  id: SensorId,
  cursor: z.string().max(300).optional(),
  limit: z.number().int().min(1).max(500).default(50),
});
export type SensorEventsOf = z.infer<typeof SensorEventsOf>;

/** An event in the life of one sensor. */
export const LifeEvent = z.object({
  id: z.uuid(),
  at: When,
  kind: z.enum(sensorEventKinds),
  /** What it was called then. */
  name: z.string(),
  pool: z.string(),
  /** Why it departed; null for other events. */
  reason: z.string().nullable(),
});
export const LifeEventPage = z.object({
  items: z.array(LifeEvent),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
});
export type LifeEventPage = z.infer<typeof LifeEventPage>;
