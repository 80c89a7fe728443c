import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx, Tx } from "../context.ts";
import type { Job } from "../db/generated/client.ts";
import { notify } from "../db/notify.ts";
import { AppError } from "../errors.ts";
import { endJob } from "./finish.ts";
import { getJob } from "./get.ts";
import { JobRequest, type JobView, jobPermissions } from "./schema.ts";

/** It waits for a batch, and then leaves the items of a whole fleet. */
const cancelTransaction = { timeout: 60_000, maxWait: 10_000 };

/**
 * Ends a job before its time: what is done stays done, the rest is left. A batch that is under way
 * is waited for. @throws {AppError} `NotFound`, `JobState` when it has ended
 */
export async function cancelJob(ctx: Ctx, { id }: { id: string }): Promise<JobView> {
  authorize(ctx.actor, "operate");
  const at = ctx.clock.now();
  await ctx.db.$transaction(async (tx) => {
    const job = await lockJob(tx, id);
    authorize(ctx.actor, jobPermissions[JobRequest.parse(job.request).action.kind]);
    if (job.state !== "queued" && job.state !== "running") {
      throw new AppError("JobState", "The job has ended.");
    }
    const end = { at, state: "cancelled", cancelledBy: ctx.actor.name } as const;
    const entry = await endJob(tx, job, end);
    await notify(tx, { topic: "jobs" });
    await appendAudit(tx, at, entry);
  }, cancelTransaction);
  return getJob(ctx, { id });
}

async function lockJob(tx: Tx, id: string): Promise<Job> {
  await tx.$executeRaw`SELECT FROM job WHERE id = ${id}::uuid FOR UPDATE`;
  const job = await tx.job.findUnique({ where: { id } });
  if (!job) throw new AppError("NotFound", "There is no job with this id.");
  return job;
}
