import { z } from "zod";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { call, router, viewer } from "../trpc/init.ts";

export const JobView = z.object({
  id: z.uuid(),
  kind: z.string(),
  state: z.enum(["queued", "running", "succeeded", "failed", "cancelled"]),
  total: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
});

async function getJob(ctx: Ctx, { id }: { id: string }) {
  authorize(ctx.actor, "read");
  const job = await ctx.db.job.findUnique({ where: { id } });
  if (!job) throw new AppError("NotFound", "There is no job with this id.");
  const { kind, state, total, done, failed } = job;
  return { id, kind, state, total, done, failed };
}

export const jobsRouter = router({
  get: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/jobs/{id}",
        summary: "Shows a job",
        description: "A bulk action and how far it is.",
        tags: ["jobs"],
      },
    })
    .input(z.strictObject({ id: z.uuid() }))
    .output(JobView)
    .query(call(getJob)),
});
