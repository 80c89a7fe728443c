import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { createJob } from "./create.ts";
import { ephemeralFor } from "./ephemeral-for.ts";
import {
  type BulkAccepted,
  type BulkDelete,
  type BulkEphemeral,
  type BulkRestore,
  type BulkTags,
  type JobRequest,
  jobPermissions,
} from "./schema.ts";
import { selectSet } from "./set.ts";

interface Confirmed {
  readonly ids?: string[] | undefined;
  readonly expectedCount?: number | undefined;
  readonly expectedSet?: string | undefined;
}

/** Deletes every sensor of the set; one that reports back before its turn is left. */
export async function bulkDelete(ctx: Ctx, input: BulkDelete): Promise<BulkAccepted> {
  authorize(ctx.actor, jobPermissions.delete);
  return start(ctx, { action: { kind: "delete" }, filter: input.filter }, input);
}

/** Adds and removes tags on every sensor of the set; one that would get too many keeps its own. */
export async function bulkTags(ctx: Ctx, input: BulkTags): Promise<BulkAccepted> {
  authorize(ctx.actor, jobPermissions.tags);
  const { add, remove, filter } = input;
  return start(ctx, { action: { kind: "tags", add, remove }, filter }, input);
}

/** Makes every sensor of the set ephemeral, or permanent. */
export async function bulkEphemeral(ctx: Ctx, input: BulkEphemeral): Promise<BulkAccepted> {
  authorize(ctx.actor, jobPermissions.ephemeral);
  const removeAfterSeconds = await ephemeralFor(ctx.db, input);
  const action = { kind: "ephemeral", removeAfterSeconds } as const;
  return start(ctx, { action, filter: input.filter }, input);
}

/** Undoes the deletion of every departed record of the set. */
export async function bulkRestore(ctx: Ctx, input: BulkRestore): Promise<BulkAccepted> {
  authorize(ctx.actor, jobPermissions.restore);
  return start(ctx, { action: { kind: "restore" }, departedFilter: input.filter }, input);
}

function start(ctx: Ctx, request: JobRequest, confirmed: Confirmed): Promise<BulkAccepted> {
  const { ids, expectedCount, expectedSet } = confirmed;
  const items = (clock: Parameters<typeof selectSet>[1]) => selectSet({ request, ids }, clock);
  return createJob(ctx, { request, items, expectedCount, expectedSet });
}
