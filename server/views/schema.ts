import { z } from "zod";
import { SensorFilter, sortKeys } from "../sensors/schema.ts";

/** Columns that the Sensors page can show beside name and status, in their usual order. */
export const columnIds = [
  "hostname",
  "instance",
  "cluster",
  "role",
  "flavor",
  "tags",
  "ephemeral",
  "pool",
  "version",
  "kernel",
  "os",
  "arch",
  "token",
  "certificate",
  "enrolledAt",
  "lastHeartbeatAt",
] as const;
export type ColumnId = (typeof columnIds)[number];

export const densities = ["comfortable", "compact"] as const;
export type Density = (typeof densities)[number];

/** What rows are grouped by: a grouping of `sensors.groups`, or `tag:<key>`. */
export const GroupBy = z
  .string()
  .regex(
    /^(cluster|pool|role|version|status|tag:[a-z][a-z0-9_.-]{0,62})$/,
    "cluster, pool, role, version, status or tag:<key of a tag>, the key in lower case",
  );

/** Filters, order and looks of the Sensors page. */
export const ViewState = z.strictObject({
  filter: SensorFilter.omit({ departed: true }).default({}),
  sort: z.enum(sortKeys).default("name"),
  order: z.enum(["asc", "desc"]).default("asc"),
  groupBy: GroupBy.optional(),
  /** Left out: those that the reader has chosen. */
  columns: z.array(z.enum(columnIds)).max(columnIds.length).optional(),
  density: z.enum(densities).optional(),
});
export type ViewState = z.infer<typeof ViewState>;

const ViewName = z.string().trim().min(1, "A name").max(60);

export const CreateView = z.strictObject({
  name: ViewName,
  state: ViewState,
  /** Seen by everybody; needs a role that may operate. */
  isShared: z.boolean().default(false),
});
export type CreateView = z.infer<typeof CreateView>;

export const OneView = z.strictObject({ id: z.uuid() });
/** What is left out stays as it is. */
export const UpdateView = OneView.extend({
  name: ViewName.optional(),
  state: ViewState.optional(),
  isShared: z.boolean().optional(),
});
export type UpdateView = z.infer<typeof UpdateView>;

/** Null: the page opens with all sensors. */
export const DefaultView = z.strictObject({ id: z.uuid().nullable() });

const When = z.iso.datetime();
export const View = z.object({
  id: z.uuid(),
  name: z.string(),
  state: ViewState,
  isShared: z.boolean(),
  isOwn: z.boolean(),
  /** What the reader's Sensors page opens with. */
  isDefault: z.boolean(),
  /** Whether the reader may change and delete it. */
  canChange: z.boolean(),
  ownerName: z.string(),
  createdAt: When,
  updatedAt: When,
});
export type View = z.infer<typeof View>;

export const ViewPage = z.object({
  items: z.array(View),
  nextCursor: z.null(),
  total: z.number().int(),
});
