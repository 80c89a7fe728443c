import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { decodeTimeCursor, encodeCursor } from "../db/cursor.ts";
import type { Prisma } from "../db/generated/client.ts";
import type { JobPage, ListJobs } from "./schema.ts";
import { viewJobs } from "./view.ts";

/** The jobs of the last 90 days, newest first. */
export async function listJobs(ctx: Ctx, input: ListJobs): Promise<JobPage> {
  authorize(ctx.actor, "read");
  const { state, kind, cursor, limit } = input;
  const where: Prisma.JobWhereInput = {
    ...(state?.length ? { state: { in: state } } : {}),
    ...(kind?.length ? { kind: { in: kind } } : {}),
  };
  const [jobs, total] = await Promise.all([
    ctx.db.job.findMany({
      where: { AND: [where, cursor ? before(cursor) : {}] },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    }),
    ctx.db.job.count({ where }),
  ]);
  const page = jobs.slice(0, limit);
  const last = jobs.length > limit ? page.at(-1) : undefined;
  return {
    items: await viewJobs(ctx.db, page),
    nextCursor: last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
    total,
  };
}

function before(cursor: string): Prisma.JobWhereInput {
  const [at, id] = decodeTimeCursor(cursor);
  return { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }] };
}
