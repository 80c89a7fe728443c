import { appendAudit } from "../audit/append.ts";
import type { Clock } from "../clock.ts";
import type { Db, Tx } from "../context.ts";
import type { Job } from "../db/generated/client.ts";
import { notify } from "../db/notify.ts";
import { endJob } from "./finish.ts";
import { afterFailure, afterSuccess, isHopeless } from "./pace.ts";
import { JobRequest } from "./schema.ts";
import { type Result, workItems } from "./work-items.ts";

const batchTransaction = { timeout: 60_000, maxWait: 10_000 };
/** Restoring holds the license's seats, and enrollments wait for them. */
const restoreBatchMax = 250;

/**
 * `worked`: a batch; `failed`: one that has to be done again; `elsewhere`: what there is, other consoles
 * are at; `idle`: there is nothing.
 */
export type Turn = "worked" | "failed" | "elsewhere" | "idle";

export interface BatchDeps {
  readonly db: Db;
  readonly clock: Clock;
  /** Told of a batch that failed; the job goes on with a smaller one. */
  readonly onFailure: (error: unknown, jobId: string) => void;
}

/**
 * One batch of the job that waited longest, in one transaction: its items, their results and the
 * job's progress are written together or not at all. The job's row is locked meanwhile, so no two
 * consoles work on one job, and it is free again the moment that a console dies.
 */
export async function runBatch(deps: BatchDeps): Promise<Turn> {
  const taken: { job: Job | null } = { job: null };
  try {
    return await deps.db.$transaction(async (tx) => {
      const job = await takeJob(tx);
      taken.job = job;
      if (!job) return (await isAnyOpen(tx)) ? "elsewhere" : "idle";
      const at = deps.clock.now();
      const ids = await nextItems(tx, job);
      const results = await workItems(tx, { ...workOf(job), ids, at });
      await writeResults(tx, job.id, results, at);
      const next = await advance(tx, job, { ids, results, at });
      if (ids.length === batchSize(job)) return "worked";
      const entry = await endJob(tx, next, { at, state: next.failed > 0 ? "failed" : "succeeded" });
      await notify(tx, { topic: "jobs" });
      await appendAudit(tx, at, entry);
      return "worked";
    }, batchTransaction);
  } catch (error) {
    if (!taken.job) throw error;
    deps.onFailure(error, taken.job.id);
    await slowDown(deps, taken.job);
    return "failed";
  }
}

async function takeJob(tx: Tx): Promise<Job | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM job WHERE state IN ('queued', 'running')
    ORDER BY worked_at NULLS FIRST, created_at LIMIT 1 FOR UPDATE SKIP LOCKED`;
  return row ? tx.job.findUnique({ where: { id: row.id } }) : null;
}

async function isAnyOpen(tx: Tx): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ open: boolean }[]>`
    SELECT EXISTS (SELECT FROM job WHERE state IN ('queued', 'running')) AS open`;
  return row?.open ?? false;
}

function workOf(job: Job) {
  return {
    request: JobRequest.parse(job.request),
    snapshotAt: job.snapshotAt ?? job.createdAt,
    by: job.createdBy,
  };
}

const batchSize = (job: Job) =>
  job.kind === "restore" ? Math.min(job.batchSize, restoreBatchMax) : job.batchSize;

async function nextItems(tx: Tx, job: Job, limit = batchSize(job)): Promise<string[]> {
  const after = job.cursorId ?? "00000000-0000-0000-0000-000000000000";
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT sensor_id AS id FROM job_item
    WHERE job_id = ${job.id}::uuid AND sensor_id > ${after}::uuid ORDER BY sensor_id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

async function writeResults(
  tx: Tx,
  jobId: string,
  results: readonly Result[],
  at: Date,
): Promise<void> {
  if (results.length === 0) return;
  await tx.$executeRaw`
    UPDATE job_item i SET state = r.state::job_item_state, reason = r.reason, detail = r.detail, at = ${at}
    FROM unnest(${results.map(({ id }) => id)}::uuid[], ${results.map(({ state }) => state)}::text[],
      ${results.map(({ reason }) => reason)}::text[], ${results.map(({ detail }) => detail)}::text[])
      AS r(id, state, reason, detail)
    WHERE i.job_id = ${jobId}::uuid AND i.sensor_id = r.id`;
}

/** The job as it is after a batch. */
async function advance(
  tx: Tx,
  job: Job,
  { ids, results, at }: { ids: readonly string[]; results: readonly Result[]; at: Date },
): Promise<Job> {
  const of = (state: Result["state"]) => results.filter((each) => each.state === state).length;
  return tx.job.update({
    where: { id: job.id },
    data: {
      ...afterSuccess(job),
      ...{ done: job.done + of("done"), failed: job.failed + of("failed") },
      ...{ skipped: job.skipped + of("skipped"), cursorId: ids.at(-1) ?? job.cursorId },
      ...{ state: "running", startedAt: job.startedAt ?? at, workedAt: at },
    },
  });
}

/** After a batch that failed: smaller ones, until the one item that fails is given up. */
async function slowDown({ db, clock }: BatchDeps, { id }: Job): Promise<void> {
  const at = clock.now();
  await db.$transaction(async (tx) => {
    // No audit entry: nothing was done to any sensor.
    await tx.$executeRaw`SELECT FROM job WHERE id = ${id}::uuid FOR UPDATE`;
    const job = await tx.job.findUniqueOrThrow({ where: { id } });
    if (job.state !== "queued" && job.state !== "running") return;
    const pace = afterFailure(job);
    await tx.job.update({ where: { id }, data: { ...pace, workedAt: at } });
    if (!isHopeless(pace)) return;
    const ids = await nextItems(tx, job, 1);
    const results = ids.map((item) => ({ id: item, ...givenUp }));
    await writeResults(tx, id, results, at);
    const next = await advance(tx, job, { ids, results, at });
    await tx.job.update({ where: { id: next.id }, data: { batchSize: 1 } });
  });
}

const givenUp = { state: "failed", reason: "Internal", detail: null } as const;
