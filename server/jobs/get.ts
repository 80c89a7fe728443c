import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import type { JobView } from "./schema.ts";
import { viewJobs } from "./view.ts";

/** How far a job is, or what came of it. @throws {AppError} `NotFound` */
export async function getJob(ctx: Ctx, { id }: { id: string }): Promise<JobView> {
  authorize(ctx.actor, "read");
  const job = await ctx.db.job.findUnique({ where: { id } });
  const [view] = job ? await viewJobs(ctx.db, [job]) : [];
  if (!view) throw new AppError("NotFound", "There is no job with this id.");
  return view;
}
