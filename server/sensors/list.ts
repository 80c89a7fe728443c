import { z } from "zod";
import { authorize } from "../auth/authorize.ts";
import type { Ctx, Db } from "../context.ts";
import { decodeCursor, encodeCursor } from "../db/cursor.ts";
import { Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import { matches, type StatusClock, sensorTables, statusClock } from "./query.ts";
import type { ListSensors, SensorFilter, SensorPage, SensorRows } from "./schema.ts";
import { type SensorRow, viewColumns, viewJoins, viewSensor } from "./view.ts";

/** Every sort key as text that sorts as the value does, so that one cursor form serves them all. */
const sortColumns = {
  name: Prisma.sql`s.name`,
  hostname: Prisma.sql`s.hostname`,
  // Newest heard first, as the order of the statuses is.
  status: sortableTime(Prisma.sql`h.heard_at`),
  cluster: Prisma.sql`coalesce(s.cluster_name, '')`,
  role: Prisma.sql`s.role`,
  flavor: Prisma.sql`s.flavor::text`,
  version: Prisma.sql`s.version`,
  kernel: Prisma.sql`s.kernel`,
  os: Prisma.sql`s.os`,
  arch: Prisma.sql`s.arch`,
  ephemeral: Prisma.sql`s.ephemeral::text`,
  pool: Prisma.sql`s.pool`,
  token: Prisma.sql`t.prefix`,
  certificate: sortableTime(Prisma.sql`c.not_after`),
  enrolledAt: sortableTime(Prisma.sql`s.enrolled_at`),
  lastHeartbeatAt: sortableTime(Prisma.sql`h.at`),
} satisfies Record<ListSensors["sort"], Prisma.Sql>;

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
  const column = sortColumns[input.sort];
  const direction = input.order === "asc" ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const rows = await db.$queryRaw<(SensorRow & { sortKey: string })[]>`
    SELECT ${viewColumns(clock)}, ${column} AS "sortKey"
    FROM ${sensorTables} ${viewJoins}
    WHERE ${matches(input, clock)} AND ${afterCursor(input, column)}
    ORDER BY ${column} ${direction}, s.id ${direction} LIMIT ${input.limit + 1}`;
  const page = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? page.at(-1) : undefined;
  return {
    items: page.map(({ sortKey: _sortKey, ...row }) => viewSensor(row)),
    nextCursor: last ? encodeCursor([last.sortKey, last.id]) : null,
  };
}

async function countMatching(db: Db, filter: SensorFilter, clock: StatusClock): Promise<number> {
  const [row] = await db.$queryRaw<{ total: bigint }[]>`
    SELECT count(*) AS total FROM ${sensorTables} WHERE ${matches(filter, clock)}`;
  return Number(row?.total ?? 0);
}

/** Sort value and id of the last row of the page before; PostgreSQL takes no NUL. */
const Position = z.tuple([z.string().regex(/^[^\0]*$/), z.uuid()]);

function afterCursor(input: ListSensors, column: Prisma.Sql): Prisma.Sql {
  if (!input.cursor) return Prisma.sql`TRUE`;
  const position = Position.safeParse(decodeCursor(input.cursor));
  if (!position.success)
    throw new AppError("InvalidRequest", "cursor: take it from nextCursor of the page before.");
  const [key, id] = position.data;
  return input.order === "asc"
    ? Prisma.sql`(${column}, s.id) > (${key}, ${id}::uuid)`
    : Prisma.sql`(${column}, s.id) < (${key}, ${id}::uuid)`;
}

function sortableTime(column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSMS')`;
}
