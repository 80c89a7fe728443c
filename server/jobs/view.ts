import type { Db } from "../context.ts";
import type { Job } from "../db/generated/client.ts";
import { bareRequest, keptRequest } from "./kept-request.ts";
import type { JobView } from "./schema.ts";

/** How long a deletion can be undone. */
export const undoMs = 5 * 60_000;

const hasEnded = ({ state }: Job) => state !== "queued" && state !== "running";

/** Until when a deletion can be undone, whether or not that is over; null: it never could. */
export function undoableUntil(job: Job): Date | null {
  if (job.kind !== "delete" || !hasEnded(job) || !job.finishedAt || job.done === 0) return null;
  return new Date(job.finishedAt.getTime() + undoMs);
}

/** Jobs as they are shown; one that was undone cannot be undone again. */
export async function viewJobs(db: Db, jobs: readonly Job[]): Promise<JobView[]> {
  const deletions = jobs.filter(({ kind }) => kind === "delete").map(({ id }) => id);
  const undoing = await db.job.findMany({
    where: { undoesId: { in: deletions } },
    select: { undoesId: true },
  });
  const undone = new Set(undoing.map(({ undoesId }) => undoesId));
  return jobs.map((job) => viewJob(job, undone.has(job.id)));
}

function viewJob(job: Job, isUndone: boolean): JobView {
  const { id, state, total, done, failed, skipped, createdBy, cancelledBy } = job;
  const { action, filter, departedFilter } = keptRequest(job) ?? bareRequest(job);
  return {
    ...{ id, kind: action.kind, state, total, done, failed, skipped, action },
    filter: filter ?? departedFilter ?? null,
    ...{ createdAt: job.createdAt.toISOString(), createdBy },
    ...{ finishedAt: job.finishedAt?.toISOString() ?? null, cancelledBy },
    undoableUntil: isUndone ? null : (undoableUntil(job)?.toISOString() ?? null),
    ...{ undoes: job.undoesId, retries: job.retriesId },
  };
}
