import { z } from "zod";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { decodeCursor, encodeCursor } from "../db/cursor.ts";
import { Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import { statusClock } from "../sensors/query.ts";
import { poolColumns, poolNumbers } from "./query.ts";
import type { ListPools, PoolView } from "./schema.ts";

const asText = (value: Prisma.Sql) =>
  Prisma.sql`coalesce(to_char(${value}::numeric, 'FM000000000000.000000'), '')`;

/** Every sort key as text that sorts as the value does; what is not known comes before all numbers. */
const sortColumns = {
  label: Prisma.sql`lower(label)`,
  enrolled: asText(Prisma.sql`enrolled`),
  silent: asText(Prisma.sql`(stale + offline)`),
  departed: asText(Prisma.sql`departed`),
  churn: asText(Prisma.sql`(joined + departed)`),
  lifeSpan: asText(Prisma.sql`life`),
  firstHeartbeat: asText(Prisma.sql`first_beat`),
  ephemeral: asText(Prisma.sql`ephemeral`),
  missing: asText(Prisma.sql`greatest(0, expected - enrolled)`),
} satisfies Record<ListPools["sort"], Prisma.Sql>;

/**
 * The pools that are there to be shared, with their numbers. A one-time token admits one sensor, so
 * its pool is shown only where a size is expected of it.
 */
export async function listPools(
  ctx: Ctx,
  input: ListPools,
): Promise<{ items: PoolView[]; nextCursor: string | null; total: number }> {
  authorize(ctx.actor, "read");
  const moment = { now: ctx.clock.now(), clock: await statusClock(ctx.db) };
  const column = Prisma.sql`${sortColumns[input.sort]} COLLATE "C"`;
  const direction = input.order === "asc" ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const [row] = await ctx.db.$queryRaw<
    { total: number; page: (PoolView & { sortKey: string })[] }[]
  >`
    WITH ${poolNumbers(moment)},
    found AS (SELECT * FROM pools WHERE ${matches(input)}),
    page AS (
      SELECT ${poolColumns}, ${column} AS "sortKey" FROM found WHERE ${afterCursor(input, column)}
      ORDER BY ${column} ${direction}, key ${direction} LIMIT ${input.limit + 1})
    SELECT (SELECT count(*)::int FROM found) AS total,
      coalesce((SELECT jsonb_agg(page ORDER BY "sortKey" ${direction}, key ${direction}) FROM page),
        '[]') AS page`;
  const rows = row?.page ?? [];
  const page = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? page.at(-1) : undefined;
  return {
    items: page.map(({ sortKey: _sortKey, ...pool }) => pool),
    nextCursor: last ? encodeCursor([last.sortKey, last.key]) : null,
    total: row?.total ?? 0,
  };
}

function matches({ q, missing }: ListPools): Prisma.Sql {
  const parts = [Prisma.sql`(token_type IS DISTINCT FROM 'one_time' OR expected IS NOT NULL)`];
  if (missing) parts.push(Prisma.sql`enrolled < expected`);
  if (q) {
    const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
    parts.push(Prisma.sql`(label ILIKE ${pattern} OR description ILIKE ${pattern})`);
  }
  return Prisma.join(parts, " AND ");
}

const Position = z.tuple([z.string(), z.string()]);

function afterCursor(input: ListPools, column: Prisma.Sql): Prisma.Sql {
  if (!input.cursor) return Prisma.sql`TRUE`;
  const position = Position.safeParse(decodeCursor(input.cursor));
  if (!position.success)
    throw new AppError("InvalidRequest", "cursor: take it from nextCursor of the page before.");
  const [value, key] = position.data;
  return input.order === "asc"
    ? Prisma.sql`(${column}, key) > (${value}, ${key})`
    : Prisma.sql`(${column}, key) < (${value}, ${key})`;
}
