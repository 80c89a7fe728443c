import type { Ctx } from "../context.ts";
import type { Job } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";

/** A job that another one follows on. @throws {AppError} `NotFound`, `JobState` while it runs */
export async function endedJob(ctx: Ctx, id: string): Promise<Job> {
  const job = await ctx.db.job.findUnique({ where: { id } });
  if (!job) throw new AppError("NotFound", "There is no job with this id.");
  if (job.state === "queued" || job.state === "running") {
    throw new AppError("JobState", "The job still runs. Cancel it, or wait for its end.");
  }
  return job;
}
