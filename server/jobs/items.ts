import { z } from "zod";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { decodeCursor, encodeCursor } from "../db/cursor.ts";
import type { Job, JobItem, Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import { type Reason, reasons } from "./reason.ts";
import type { JobItemPage, JobItemView, ListJobItems } from "./schema.ts";

/** The sensors of a job and what came of each, by name. @throws {AppError} `NotFound` */
export async function listJobItems(ctx: Ctx, input: ListJobItems): Promise<JobItemPage> {
  authorize(ctx.actor, "read");
  const { id: jobId, state, cursor, limit } = input;
  const job = await ctx.db.job.findUnique({ where: { id: jobId } });
  if (!job) throw new AppError("NotFound", "There is no job with this id.");
  const items = await ctx.db.jobItem.findMany({
    where: {
      jobId,
      ...(state?.length ? { state: { in: state } } : {}),
      ...(cursor ? after(cursor) : {}),
    },
    orderBy: [{ name: "asc" }, { sensorId: "asc" }],
    take: limit + 1,
  });
  const page = items.slice(0, limit);
  const last = items.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(viewItem),
    nextCursor: last ? encodeCursor([last.name, last.sensorId]) : null,
    total: totalOf(job, state),
  };
}

/** The job counts its items; counting them again would read them all. */
function totalOf(job: Job, states: ListJobItems["state"]): number {
  if (!states?.length) return job.total;
  const { done, failed, skipped, total } = job;
  const rest = total - done - failed - skipped;
  const isOpen = job.state === "queued" || job.state === "running";
  const counts = {
    ...{ done, failed, skipped },
    ...{ pending: isOpen ? rest : 0, left: isOpen ? 0 : rest },
  };
  return [...new Set(states)].reduce((sum, state) => sum + counts[state], 0);
}

const Position = z.tuple([z.string().regex(/^[^\0]*$/), z.uuid()]);

function after(cursor: string): Prisma.JobItemWhereInput {
  const position = Position.safeParse(decodeCursor(cursor));
  if (!position.success)
    throw new AppError("InvalidRequest", "cursor: take it from nextCursor of the page before.");
  const [name, sensorId] = position.data;
  return { OR: [{ name: { gt: name } }, { name, sensorId: { gt: sensorId } }] };
}

function viewItem({
  sensorId,
  name,
  state,
  reason,
  detail,
  at,
}: JobItem): z.infer<typeof JobItemView> {
  return {
    ...{ sensorId, name, state, newName: detail, at: at?.toISOString() ?? null },
    reason: reason !== null && isReason(reason) ? reason : null,
  };
}

const isReason = (text: string): text is Reason => text in reasons;
