import { z } from "zod";
import { RemoveAfterSeconds } from "../../sensor-agent/src/protocol.ts";
import type { Permission } from "../auth/role.ts";
import { DepartedFilter } from "../departed/schema.ts";
import { SensorFilter, SensorId, Tag, tagsMax } from "../sensors/schema.ts";
import { reasonCodes } from "./reason.ts";

/** What a job does to each sensor of its set. */
export const JobAction = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("delete") }),
  z.strictObject({ kind: z.literal("tags"), add: z.array(Tag), remove: z.array(Tag) }),
  /** Null: permanent. */
  z.strictObject({ kind: z.literal("ephemeral"), removeAfterSeconds: z.number().int().nullable() }),
  z.strictObject({ kind: z.literal("restore") }),
]);
export type JobAction = z.infer<typeof JobAction>;
export type JobKind = JobAction["kind"];
export const jobKinds = ["delete", "tags", "ephemeral", "restore"] as const satisfies JobKind[];

/** Who may start a job of a kind, cancel it and try it again. */
export const jobPermissions: Record<JobKind, Permission> = {
  delete: "administer",
  tags: "operate",
  ephemeral: "operate",
  restore: "administer",
};

/** What is kept of a request: the action, and the filter that every item must still match. */
export const JobRequest = z.strictObject({
  action: JobAction,
  filter: SensorFilter.optional(),
  departedFilter: DepartedFilter.optional(),
});
export type JobRequest = z.infer<typeof JobRequest>;

/** What a set is guarded by: refused with `CountChanged` when it is another than the one confirmed. */
const confirmed = {
  /** How many sensors were confirmed. */
  expectedCount: z.number().int().min(0).optional(),
  /** `set` of a preview: exactly these sensors. */
  expectedSet: z.string().max(64).optional(),
};
const ids = z.array(SensorId).min(1).max(10_000).optional();
const enrolledFilter = SensorFilter.refine(
  ({ departed }) => departed !== true,
  "Sensors that departed are left as they are.",
);

/** The set of a bulk action on enrolled sensors: by filter or by ids, never both. */
const EnrolledSet = { filter: enrolledFilter.optional(), ids };
const DepartedSet = { filter: DepartedFilter.optional(), ids };
const oneSet = (value: { filter?: unknown; ids?: unknown }) =>
  (value.filter === undefined) !== (value.ids === undefined);
const oneSetMessage = "Give either filter or ids.";
const tagChange = {
  add: z.array(Tag).max(tagsMax).default([]),
  remove: z.array(Tag).max(tagsMax).default([]),
};
const ephemeralChange = {
  /** False: permanent, listed until a person deletes it. */
  ephemeral: z.boolean(),
  /** Without it, the setting `removal.defaultAfterSeconds`. */
  removeAfterSeconds: RemoveAfterSeconds.optional(),
};

export const BulkDelete = z
  .strictObject({ ...EnrolledSet, ...confirmed })
  .refine(oneSet, oneSetMessage);
export type BulkDelete = z.infer<typeof BulkDelete>;

export const BulkTags = z
  .strictObject({ ...EnrolledSet, ...tagChange, ...confirmed })
  .refine(oneSet, oneSetMessage)
  .refine(({ add, remove }) => add.length + remove.length > 0, "Give tags to add or to remove.");
export type BulkTags = z.infer<typeof BulkTags>;

export const BulkEphemeral = z
  .strictObject({ ...EnrolledSet, ...ephemeralChange, ...confirmed })
  .refine(oneSet, oneSetMessage)
  .refine(
    ({ ephemeral, removeAfterSeconds }) => ephemeral || removeAfterSeconds === undefined,
    "removeAfterSeconds: only an ephemeral sensor is removed by itself.",
  );
export type BulkEphemeral = z.infer<typeof BulkEphemeral>;

export const BulkRestore = z
  .strictObject({ ...DepartedSet, ...confirmed })
  .refine(oneSet, oneSetMessage);
export type BulkRestore = z.infer<typeof BulkRestore>;

export const BulkAccepted = z.object({ jobId: z.uuid(), matched: z.number().int() });
export type BulkAccepted = z.infer<typeof BulkAccepted>;

/** A bulk action that is only looked at. */
export const PreviewBulk = z
  .strictObject({
    kind: z.enum(["delete", "tags", "ephemeral"]),
    ...EnrolledSet,
    ...tagChange,
    ephemeral: ephemeralChange.ephemeral.default(true),
    removeAfterSeconds: ephemeralChange.removeAfterSeconds,
  })
  .refine(oneSet, oneSetMessage);
export type PreviewBulk = z.infer<typeof PreviewBulk>;
export const PreviewRestore = z.strictObject(DepartedSet).refine(oneSet, oneSetMessage);
export type PreviewRestore = z.infer<typeof PreviewRestore>;

export const BulkPreview = z.object({
  /** Sensors in the set, as `matched` would say. */
  count: z.number().int(),
  /** Of those, how many the action would change. */
  possible: z.number().int(),
  /** The first ten that would be changed, by name. */
  sample: z.array(z.object({ id: SensorId, name: z.string() })),
  /** Why the others would not be. */
  obstacles: z.array(z.object({ reason: z.enum(reasonCodes), count: z.number().int() })),
  /** Ids that no record has. */
  unknown: z.number().int(),
  /** Sensors that would be removed by themselves at once: silent for longer than they may be then. */
  removedAtOnce: z.number().int(),
  /** For `expectedSet`. */
  set: z.string(),
});
export type BulkPreview = z.infer<typeof BulkPreview>;

export const jobStates = ["queued", "running", "succeeded", "failed", "cancelled"] as const;
const When = z.iso.datetime();
const count = z.number().int();

export const JobView = z.object({
  id: z.uuid(),
  kind: z.enum(jobKinds),
  /** `failed`: it came to its end, and at least one sensor could not be done. */
  state: z.enum(jobStates),
  total: count,
  done: count,
  failed: count,
  /** Left as they were for a good reason; see the items. */
  skipped: count,
  action: JobAction,
  /** What the set was chosen by; null: one by one. */
  filter: z.record(z.string(), z.unknown()).nullable(),
  createdAt: When,
  createdBy: z.string(),
  finishedAt: When.nullable(),
  cancelledBy: z.string().nullable(),
  /** Until when this deletion can be undone; null: it cannot, or was. */
  undoableUntil: When.nullable(),
  undoes: z.uuid().nullable(),
  retries: z.uuid().nullable(),
});
export type JobView = z.infer<typeof JobView>;

export const OneJob = z.strictObject({ id: z.uuid() });

const page = {
  /** Opaque; from `nextCursor` of the page before. */
  cursor: z.string().max(400).optional(),
  limit: z.number().int().min(1).max(500).default(50),
};
/** Newest first. */
export const ListJobs = z.strictObject({
  state: z.array(z.enum(jobStates)).max(jobStates.length).optional(),
  kind: z.array(z.enum(jobKinds)).max(jobKinds.length).optional(),
  ...page,
});
export type ListJobs = z.infer<typeof ListJobs>;
export const JobPage = z.object({
  items: z.array(JobView),
  nextCursor: z.string().nullable(),
  total: count,
});
export type JobPage = z.infer<typeof JobPage>;

export const itemStates = ["pending", "done", "skipped", "failed", "left"] as const;
/** By name. */
export const ListJobItems = z.strictObject({
  id: z.uuid(),
  state: z.array(z.enum(itemStates)).max(itemStates.length).optional(),
  ...page,
});
export type ListJobItems = z.infer<typeof ListJobItems>;
export const JobItemView = z.object({
  sensorId: SensorId,
  /** As it was called when the job began. */
  name: z.string(),
  state: z.enum(itemStates),
  reason: z.enum(reasonCodes).nullable(),
  /** The name that a restored sensor got, where its own was taken. */
  newName: z.string().nullable(),
  at: When.nullable(),
});
export const JobItemPage = z.object({
  items: z.array(JobItemView),
  nextCursor: z.string().nullable(),
  total: count,
});
export type JobItemPage = z.infer<typeof JobItemPage>;
