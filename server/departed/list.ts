import { z } from "zod";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { decodeCursor, encodeCursor } from "../db/cursor.ts";
import { Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import { readSettings } from "../settings/read.ts";
import { departedColumns, departedMatches, departedTables } from "./query.ts";
import type { DepartedView, ListDeparted } from "./schema.ts";
import { type DepartedRow, viewDeparted } from "./view.ts";

/** A sort key: its column, and how a cursor writes and reads it. The newest first come by index. */
interface Sort {
  readonly column: Prisma.Sql;
  readonly key: (row: DepartedRow & { lifeSpan: string }) => string;
  readonly schema: z.ZodType<string>;
  readonly value: (key: string) => Prisma.Sql;
}

const sorts: Record<ListDeparted["sort"], Sort> = {
  departedAt: {
    column: Prisma.sql`s.departed_at`,
    key: (row) => row.departedAt.toISOString(),
    schema: z.iso.datetime(),
    value: (key) => Prisma.sql`${key}::timestamptz`,
  },
  name: {
    column: Prisma.sql`s.name`,
    key: (row) => row.name,
    schema: z.string().regex(/^[^\0]*$/),
    value: (key) => Prisma.sql`${key}`,
  },
  lifeSpan: {
    column: Prisma.sql`(s.departed_at - s.enrolled_at)`,
    key: (row) => row.lifeSpan,
    schema: z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/),
    value: (key) => Prisma.sql`${key}::float8 * interval '1 second'`,
  },
};

/** One page of the sensors that left, by keyset: a page costs the same however deep it is. */
export async function listDeparted(
  ctx: Ctx,
  input: ListDeparted,
): Promise<{ items: DepartedView[]; nextCursor: string | null; total: number }> {
  authorize(ctx.actor, "read");
  const where = departedMatches(input);
  const sort = sorts[input.sort];
  const direction = input.order === "asc" ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const [settings, rows, totals] = await Promise.all([
    readSettings(ctx.db),
    ctx.db.$queryRaw<(DepartedRow & { lifeSpan: string })[]>`
      SELECT ${departedColumns},
        extract(epoch FROM s.departed_at - s.enrolled_at)::text AS "lifeSpan"
      FROM ${departedTables} WHERE ${where} AND ${afterCursor(input, sort)}
      ORDER BY ${sort.column} ${direction}, s.id ${direction} LIMIT ${input.limit + 1}`,
    ctx.db.$queryRaw<{ total: bigint }[]>`SELECT count(*) AS total FROM sensor s WHERE ${where}`,
  ]);
  const page = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? page.at(-1) : undefined;
  return {
    items: page.map((row) => viewDeparted(row, settings.retention.departedDays)),
    nextCursor: last ? encodeCursor([sort.key(last), last.id]) : null,
    total: Number(totals[0]?.total ?? 0),
  };
}

/** The rows behind the last one of the page before: its sort value and id. */
function afterCursor({ cursor, order }: ListDeparted, sort: Sort): Prisma.Sql {
  if (!cursor) return Prisma.sql`TRUE`;
  const position = z.tuple([sort.schema, z.uuid()]).safeParse(decodeCursor(cursor));
  if (!position.success)
    throw new AppError("InvalidRequest", "cursor: take it from nextCursor of the page before.");
  const [key, id] = position.data;
  return order === "asc"
    ? Prisma.sql`(${sort.column}, s.id) > (${sort.value(key)}, ${id}::uuid)`
    : Prisma.sql`(${sort.column}, s.id) < (${sort.value(key)}, ${id}::uuid)`;
}
