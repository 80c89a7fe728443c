import { z } from "zod";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { decodeCursor, encodeCursor } from "../db/cursor.ts";
import { Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import { type ClusterRow, clusterColumns, clusterNumbers, clusterToken } from "./query.ts";
import type { ClusterView, ListClusters } from "./schema.ts";
import { viewCluster } from "./view.ts";

const asText = (value: Prisma.Sql) =>
  Prisma.sql`coalesce(to_char(${value}::numeric, 'FM000000000000'), '')`;

/** Every sort key as text that sorts as the value does; what is not known comes before all numbers. */
const sortColumns = {
  name: Prisma.sql`lower(name)`,
  sensors: asText(Prisma.sql`sensors`),
  nodes: asText(Prisma.sql`nodes`),
  missing: asText(Prisma.sql`missing`),
} satisfies Record<ListClusters["sort"], Prisma.Sql>;

/** What tells two clusters apart, as text: the name, and the UID or nothing. */
const identity = Prisma.sql`name || ' ' || coalesce(uid::text, '')`;

/** The clusters that sensors are in, or that reported their nodes, in one statement. */
export async function listClusters(
  ctx: Ctx,
  input: ListClusters,
): Promise<{ items: ClusterView[]; nextCursor: string | null; total: number }> {
  authorize(ctx.actor, "read");
  const column = Prisma.sql`${sortColumns[input.sort]} COLLATE "C"`;
  const direction = input.order === "asc" ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const [row] = await ctx.db.$queryRaw<
    { total: number; page: (ClusterRow & { sortKey: string; sortTie: string })[] }[]
  >`
    WITH ${clusterNumbers()},
    found AS (SELECT *, ${column} AS key, (${identity}) COLLATE "C" AS tie
      FROM clusters WHERE ${matches(input)}),
    page AS (SELECT * FROM found WHERE ${afterCursor(input)}
      ORDER BY key ${direction}, tie ${direction} LIMIT ${input.limit + 1}),
    shown AS (SELECT ${clusterColumns}, c.key AS "sortKey", c.tie AS "sortTie"
      FROM page c ${clusterToken})
    SELECT (SELECT count(*)::int FROM found) AS total, coalesce((SELECT jsonb_agg(shown
      ORDER BY "sortKey" ${direction}, "sortTie" ${direction}) FROM shown), '[]') AS page`;
  const rows = row?.page ?? [];
  const page = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? page.at(-1) : undefined;
  return {
    items: page.map(({ sortKey: _key, sortTie: _tie, ...cluster }) => viewCluster(cluster)),
    nextCursor: last ? encodeCursor([last.sortKey, last.sortTie]) : null,
    total: row?.total ?? 0,
  };
}

function matches({ q, missing }: ListClusters): Prisma.Sql {
  const parts = [missing ? Prisma.sql`missing > 0` : Prisma.sql`TRUE`];
  if (q) {
    const text = q.replace(/[\\%_]/g, "\\$&");
    parts.push(
      Prisma.sql`(name ILIKE ${`%${text}%`} OR uid::text LIKE ${`${text.toLowerCase()}%`})`,
    );
  }
  return Prisma.join(parts, " AND ");
}

const Position = z.tuple([z.string(), z.string()]);

function afterCursor(input: ListClusters): Prisma.Sql {
  if (!input.cursor) return Prisma.sql`TRUE`;
  const position = Position.safeParse(decodeCursor(input.cursor));
  if (!position.success)
    throw new AppError("InvalidRequest", "cursor: take it from nextCursor of the page before.");
  const [key, tie] = position.data;
  return input.order === "asc"
    ? Prisma.sql`(key, tie) > (${key}, ${tie})`
    : Prisma.sql`(key, tie) < (${key}, ${tie})`;
}
