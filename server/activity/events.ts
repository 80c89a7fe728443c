import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { decodeTimeCursor, encodeCursor } from "../db/cursor.ts";
import { Prisma } from "../db/generated/client.ts";
import { isOfPool, joinPoolToken } from "./query.ts";
import { type ListActivityEvents, type SensorEventView, sensorEventKinds } from "./schema.ts";

type Row = Omit<SensorEventView, "at"> & { at: Date };

/** The single events behind a roll-up, newest first. */
export async function listActivityEvents(
  ctx: Ctx,
  input: ListActivityEvents,
): Promise<{ items: SensorEventView[]; nextCursor: string | null; total: number }> {
  authorize(ctx.actor, "read");
  const { pool, hour, cursor, limit } = input;
  const kinds = input.kinds?.length ? input.kinds : sensorEventKinds;
  const begin = new Date(hour);
  const of = Prisma.sql`sensor_event e ${joinPoolToken}
    WHERE e.ephemeral AND e.at >= ${begin} AND e.at < ${new Date(begin.getTime() + 3_600_000)}
      AND ${isOfPool(pool)} AND e.kind::text = ANY(${[...kinds]})`;
  const [rows, totals] = await Promise.all([
    ctx.db.$queryRaw<Row[]>`
      SELECT e.id, e.at, e.kind, e.sensor_id AS "sensorId", e.sensor_name AS "sensorName", e.reason
      FROM ${of} AND ${afterCursor(cursor)} ORDER BY e.at DESC, e.id DESC LIMIT ${limit + 1}`,
    ctx.db.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM ${of}`,
  ]);
  const items = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items,
    nextCursor: last ? encodeCursor([last.at, last.id]) : null,
    total: totals[0]?.total ?? 0,
  };
}

function afterCursor(cursor: string | undefined): Prisma.Sql {
  if (!cursor) return Prisma.sql`TRUE`;
  const [at, id] = decodeTimeCursor(cursor);
  return Prisma.sql`(e.at, e.id) < (${new Date(at)}, ${id}::uuid)`;
}
