import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import { createJob } from "./create.ts";
import { endedJob } from "./ended-job.ts";
import { type BulkAccepted, jobPermissions } from "./schema.ts";
import { undoableUntil } from "./view.ts";

/**
 * A new job that restores what a deletion deleted and nobody has touched since; within five minutes
 * of its end. @throws {AppError} `NotFound`, `JobState`, `UndoExpired`
 */
export async function undoJob(ctx: Ctx, { id }: { id: string }): Promise<BulkAccepted> {
  authorize(ctx.actor, jobPermissions.restore);
  const job = await endedJob(ctx, id);
  const until = undoableUntil(job);
  if (!until) throw new AppError("JobState", "Only a job that deleted sensors can be undone.");
  if (ctx.clock.now() > until) {
    throw new AppError("UndoExpired", `It could be undone until ${until.toISOString()}.`);
  }
  if (await ctx.db.job.findFirst({ where: { undoesId: id } })) {
    throw new AppError("JobState", "The job was undone before.");
  }
  // By the time of the deletion: what was restored and deleted again is another's to undo.
  const items = () => Prisma.sql`
    SELECT i.sensor_id AS id, i.name FROM job_item i JOIN sensor s ON s.id = i.sensor_id
    WHERE i.job_id = ${id}::uuid AND i.state = 'done'
      AND s.departed_reason = 'deleted' AND s.departed_at = i.at`;
  return createJob(ctx, { request: { action: { kind: "restore" } }, items, undoesId: id });
}
