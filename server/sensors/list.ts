import { authorize } from "../auth/authorize.ts";
import type { Ctx, Db } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { matches, type StatusClock, sensorTables, statusClock, tablesOf } from "./query.ts";
import type { ListSensors, SensorFilter, SensorPage, SensorRows } from "./schema.ts";
import { afterCursor, type CursorRow, cursorAt, cursorColumns, sortOf } from "./sort.ts";
import { type SensorRow, viewColumns, viewJoins, viewSensor } from "./view.ts";

/** One page of the sensors that match, and how many match in all. */
export async function listSensors(ctx: Ctx, input: ListSensors): Promise<SensorPage> {
  authorize(ctx.actor, "read");
  const clock = await statusClock(ctx.db);
  const [page, total] = await Promise.all([
    readPage(ctx.db, input, clock),
    countMatching(ctx.db, input, clock),
  ]);
  return { ...page, total };
}

/** The same rows for a page that waits for no count: counting costs more than 50 rows do. */
export async function sensorRows(ctx: Ctx, input: ListSensors): Promise<SensorRows> {
  authorize(ctx.actor, "read");
  return readPage(ctx.db, input, await statusClock(ctx.db));
}

/** By keyset: a page costs the same however deep it is. */
async function readPage(db: Db, input: ListSensors, clock: StatusClock): Promise<SensorRows> {
  const rows = await db.$queryRaw<(SensorRow & CursorRow)[]>(pageQuery(input, clock));
  const page = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? page.at(-1) : undefined;
  return {
    items: page.map(({ sortKey: _key, sortTie: _tie, ...row }) => viewSensor(row)),
    nextCursor: last ? cursorAt(last) : null,
  };
}

/**
 * First which sensors are on the page, from no more tables than the filter and the order need; then
 * what a row shows, for those alone. One row more than the page says whether another one follows.
 */
export function pageQuery(input: ListSensors, clock: StatusClock): Prisma.Sql {
  const sort = sortOf(input, clock);
  const direction = sort.isDescending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  return Prisma.sql`
    WITH page AS MATERIALIZED (
      SELECT s.id, ${sort.column} AS key, ${sort.tie} AS tie FROM ${sort.tables}
      WHERE ${matches(input, clock)} AND ${afterCursor(input, sort)}
      ORDER BY ${sort.column} ${direction}, ${sort.tie} ${direction} LIMIT ${input.limit + 1})
    SELECT ${viewColumns(clock)}, ${cursorColumns(sort)}
    FROM page JOIN (${sensorTables} ${viewJoins}) ON s.id = page.id
    ORDER BY page.key ${direction}, page.tie ${direction}`;
}

/** How many sensors match, from no more tables than the filter needs. */
export function totalQuery(filter: SensorFilter, clock: StatusClock): Prisma.Sql {
  return Prisma.sql`
    SELECT count(*) AS total FROM ${tablesOf(filter)} WHERE ${matches(filter, clock)}`;
}

async function countMatching(db: Db, filter: SensorFilter, clock: StatusClock): Promise<number> {
  const [row] = await db.$queryRaw<{ total: bigint }[]>(totalQuery(filter, clock));
  return Number(row?.total ?? 0);
}
