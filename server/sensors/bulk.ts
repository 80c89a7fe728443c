import { randomUUID } from "node:crypto";
import { type AuditRecord, appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx, Tx } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { notify } from "../db/notify.ts";
import { AppError } from "../errors.ts";
import { departSensors } from "./depart.ts";
import { matches, sensorTables, statusClock } from "./query.ts";
import { type BulkDelete, type BulkTags, tagsMax } from "./schema.ts";

/** A whole fleet of 100,000 takes seconds; the library's own limit of 5 s is for single rows. */
const bulkTransaction = { timeout: 60_000, maxWait: 10_000 };

type Accepted = { jobId: string; matched: number };

/** Deletes every sensor of the set in one statement; one that reported back meanwhile is not in it. */
export async function bulkDelete(ctx: Ctx, input: BulkDelete): Promise<Accepted> {
  authorize(ctx.actor, "administer");
  const at = ctx.clock.now();
  return ctx.db.$transaction(async (tx) => {
    const ids = await lockSet(tx, input);
    const departed = await departSensors(tx, { ids, at, reason: "deleted", by: ctx.actor.name });
    const done = await recordJob(ctx, tx, {
      at,
      kind: "sensor_deleted",
      matched: ids.length,
      input,
      sensors: departed,
    });
    await appendAudit(tx, at, done.entry);
    return done.accepted;
  }, bulkTransaction);
}

/** Adds and removes tags on every sensor of the set; one that would get too many keeps its own. */
export async function bulkTags(ctx: Ctx, input: BulkTags): Promise<Accepted> {
  authorize(ctx.actor, "operate");
  const at = ctx.clock.now();
  return ctx.db.$transaction(async (tx) => {
    const ids = await lockSet(tx, input);
    const sensors = await tx.$queryRaw<{ id: string; name: string }[]>`
      UPDATE sensor SET tags = next.tags FROM (
        SELECT id, ARRAY(SELECT DISTINCT tag FROM unnest(tags || ${input.add}::text[]) AS tag
          WHERE NOT tag = ANY(${input.remove}::text[]) ORDER BY tag) AS tags
        FROM sensor WHERE id = ANY(${ids}::uuid[])) AS next
      WHERE sensor.id = next.id AND cardinality(next.tags) <= ${tagsMax}
      RETURNING sensor.id, sensor.name`;
    await notify(tx, { topic: "tags", ids: sensors.map(({ id }) => id) });
    const done = await recordJob(ctx, tx, {
      at,
      kind: "sensor_tags_changed",
      matched: ids.length,
      input,
      sensors,
    });
    await appendAudit(tx, at, done.entry);
    return done.accepted;
  }, bulkTransaction);
}

/** The set's ids, locked. @throws {AppError} `CountChanged` when it is not what the admin confirmed. */
async function lockSet(tx: Tx, input: BulkDelete): Promise<string[]> {
  const clock = await statusClock(tx);
  const where = input.filter
    ? matches(input.filter, clock)
    : Prisma.sql`s.id = ANY(${input.ids ?? []}::uuid[]) AND s.departed_at IS NULL`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM ${sensorTables} WHERE ${where} ORDER BY s.id FOR UPDATE OF s`;
  if (input.expectedCount !== undefined && rows.length !== input.expectedCount) {
    throw new AppError(
      "CountChanged",
      `${rows.length} sensors match now; ${input.expectedCount} were confirmed.`,
    );
  }
  return rows.map(({ id }) => id);
}

/** The job row of a bulk action that is done, and the one audit entry that names its items. */
async function recordJob(
  ctx: Ctx,
  tx: Tx,
  done: Done,
): Promise<{ accepted: Accepted; entry: AuditRecord }> {
  const { at, kind, matched, input, sensors } = done;
  const id = randomUUID();
  const numbers = { total: matched, done: sensors.length, failed: matched - sensors.length };
  const times = { createdAt: at, createdBy: ctx.actor.name, finishedAt: at };
  await tx.job.create({ data: { id, kind, state: "succeeded", ...numbers, ...times } });
  const { ids: _ids, ...request } = input;
  const details = JSON.parse(JSON.stringify({ ...request, count: sensors.length, sensors }));
  return {
    accepted: { jobId: id, matched },
    entry: { action: kind, actor: ctx.actor, target: `job:${id}`, details },
  };
}

interface Done {
  at: Date;
  kind: string;
  matched: number;
  input: BulkDelete | BulkTags;
  sensors: { id: string; name: string }[];
}
