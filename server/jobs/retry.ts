import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import { createJob } from "./create.ts";
import { endedJob } from "./ended-job.ts";
import { keptRequest } from "./kept-request.ts";
import { type BulkAccepted, jobPermissions } from "./schema.ts";

/**
 * A new job for the items that failed or were skipped, with silences judged as of now: a sensor that
 * reported back is only touched if it fell silent again. @throws {AppError} `NotFound`, `JobState`
 */
export async function retryJob(ctx: Ctx, { id }: { id: string }): Promise<BulkAccepted> {
  authorize(ctx.actor, "operate");
  const job = await endedJob(ctx, id);
  const request = keptRequest(job);
  if (!request) throw new AppError("JobState", "Another release ran it and kept no items.");
  authorize(ctx.actor, jobPermissions[request.action.kind]);
  if (job.failed + job.skipped === 0) {
    throw new AppError("JobState", "None of its sensors failed or was skipped.");
  }
  const items = () => Prisma.sql`
    SELECT sensor_id AS id, name FROM job_item
    WHERE job_id = ${id}::uuid AND state IN ('failed', 'skipped')`;
  return createJob(ctx, { request, items, retriesId: id });
}
