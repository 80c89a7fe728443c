import { randomUUID } from "node:crypto";
import type { Ctx, Tx } from "../context.ts";
import type { Prisma } from "../db/generated/client.ts";
import { notify } from "../db/notify.ts";
import { AppError } from "../errors.ts";
import type { StatusClock } from "../sensors/query.ts";
import { statusClock } from "../sensors/query.ts";
import type { BulkAccepted, JobRequest } from "./schema.ts";
import { digest } from "./set.ts";

/** Inserting the items of a whole fleet takes seconds; the library's own limit of 5 s is for single rows. */
const snapshotTransaction = { timeout: 60_000, maxWait: 10_000 };

/** A job that is about to be. */
export interface NewJob {
  readonly request: JobRequest;
  /** `SELECT` of id and name of every item, silences judged by this clock. */
  readonly items: (clock: StatusClock) => Prisma.Sql;
  readonly expectedCount?: number | undefined;
  readonly expectedSet?: string | undefined;
  readonly undoesId?: string;
  readonly retriesId?: string;
}

/**
 * Takes the snapshot of a bulk action: the job and an item for each sensor of its set, in one
 * transaction. Consoles work it off from there; who may is for the caller to ask.
 * @throws {AppError} `CountChanged` when the set is not the one that was confirmed
 */
export async function createJob(ctx: Ctx, job: NewJob): Promise<BulkAccepted> {
  const id = randomUUID();
  return ctx.db.$transaction(async (tx) => {
    // Audited when it ends, with what came of it: see finish.ts.
    const clock = await statusClock(tx);
    const matched = await tx.$executeRaw`
      INSERT INTO job_item (job_id, sensor_id, name)
      SELECT ${id}::uuid, id, name FROM (${job.items(clock)}) AS wanted ORDER BY id`;
    await requireConfirmed(tx, job, { id, matched });
    const { undoesId = null, retriesId = null } = job;
    await tx.job.create({
      data: {
        ...{ id, kind: job.request.action.kind, state: "queued", total: matched },
        ...{ undoesId, retriesId, snapshotAt: clock.now, createdAt: ctx.clock.now() },
        ...{ createdBy: ctx.actor.name, actor: `${ctx.actor.kind}:${ctx.actor.id}` },
        request: JSON.parse(JSON.stringify(job.request)) as Prisma.InputJsonObject,
      },
    });
    await notify(tx, { topic: "jobs" });
    return { jobId: id, matched };
  }, snapshotTransaction);
}

/** @throws {AppError} `CountChanged` */
async function requireConfirmed(
  tx: Tx,
  { expectedCount, expectedSet }: NewJob,
  { id, matched }: { id: string; matched: number },
): Promise<void> {
  if (expectedCount !== undefined && matched !== expectedCount) {
    throw new AppError(
      "CountChanged",
      `${matched} sensors match now; ${expectedCount} were confirmed.`,
    );
  }
  if (expectedSet === undefined) return;
  const [row] = await tx.$queryRaw<{ set: string }[]>`
    SELECT ${digest} AS set FROM (SELECT sensor_id AS id FROM job_item WHERE job_id = ${id}::uuid) AS items`;
  if (row?.set === expectedSet) return;
  throw new AppError(
    "CountChanged",
    `${matched} sensors match now, and not the ones that were confirmed.`,
  );
}
