import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { sensorTables, statusClock } from "../sensors/query.ts";
import { bulkAction } from "./actions/bulk-action.ts";
import { ephemeralFor } from "./ephemeral-for.ts";
import type { Reason } from "./reason.ts";
import type { BulkPreview, JobAction, PreviewBulk, PreviewRestore } from "./schema.ts";
import { digest, selectSet, type WantedSet } from "./set.ts";

const sampleSize = 10;

/** What a bulk action on enrolled sensors would do; it changes nothing. */
export async function previewBulk(ctx: Ctx, input: PreviewBulk): Promise<BulkPreview> {
  authorize(ctx.actor, "operate");
  const { kind, add, remove, filter, ids } = input;
  const action: JobAction =
    kind === "tags"
      ? { kind, add, remove }
      : kind === "ephemeral"
        ? { kind, removeAfterSeconds: await ephemeralFor(ctx.db, input) }
        : { kind };
  return preview(ctx, { request: { action, filter }, ids });
}

/** What restoring departed records would do. */
export async function previewRestore(ctx: Ctx, input: PreviewRestore): Promise<BulkPreview> {
  authorize(ctx.actor, "administer");
  const { filter, ids } = input;
  return preview(ctx, { request: { action: { kind: "restore" }, departedFilter: filter }, ids });
}

interface Row {
  count: bigint;
  possible: bigint;
  sample: { id: string; name: string }[] | null;
  obstacles: Partial<Record<Reason, number>> | null;
  removedAtOnce: bigint;
  set: string;
}

/** One statement, so that all its numbers are of one moment. */
async function preview(ctx: Ctx, wanted: WantedSet): Promise<BulkPreview> {
  const clock = await statusClock(ctx.db);
  const { action } = wanted.request;
  const [row] = await ctx.db.$queryRaw<Row[]>`
    WITH wanted AS MATERIALIZED (${selectSet(wanted, clock)}),
    judged AS MATERIALIZED (
      SELECT s.id, s.name, ${bulkAction(action).obstacle} AS reason, ${isRemovedAtOnce(action)} AS doomed
      FROM ${sensorTables} WHERE s.id IN (SELECT id FROM wanted))
    SELECT count(*) AS count, count(*) FILTER (WHERE reason IS NULL) AS possible,
      count(*) FILTER (WHERE reason IS NULL AND doomed) AS "removedAtOnce",
      (SELECT json_agg(first) FROM (SELECT id, name FROM judged WHERE reason IS NULL
        ORDER BY name, id LIMIT ${sampleSize}) AS first) AS sample,
      (SELECT json_object_agg(reason, count) FROM (SELECT reason, count(*) AS count FROM judged
        WHERE reason IS NOT NULL GROUP BY reason) AS each) AS obstacles,
      ${digest} AS set
    FROM judged`;
  if (!row) throw new Error("A count has one row.");
  const count = Number(row.count);
  return {
    count,
    possible: Number(row.possible),
    sample: row.sample ?? [],
    obstacles: Object.entries(row.obstacles ?? {}).map(([reason, times]) => ({
      reason: reason as Reason,
      count: times,
    })),
    unknown: wanted.ids ? new Set(wanted.ids).size - count : 0,
    removedAtOnce: Number(row.removedAtOnce),
    set: row.set,
  };
}

/** Ephemeral from now on, and silent for longer than it may be then. */
function isRemovedAtOnce(action: JobAction): Prisma.Sql {
  if (action.kind !== "ephemeral" || action.removeAfterSeconds === null) return Prisma.sql`FALSE`;
  return Prisma.sql`h.heard_at <= (SELECT listening_now())
    - ${action.removeAfterSeconds}::int * interval '1 second'`;
}
