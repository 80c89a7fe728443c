import type { Db } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import {
  eventKinds,
  feedPool,
  isAfter,
  isOfPool,
  isWithin,
  joinPoolToken,
  type Slice,
} from "./query.ts";

export interface RollUpRow {
  at: Date;
  pool: string;
  enrolled: number;
  revived: number;
  terminating: number;
  departed: Record<string, number>;
}

const hourMs = 3_600_000;

/** Events of ephemeral sensors, by hour and pool. */
export async function rollUps(db: Db, slice: Slice): Promise<RollUpRow[]> {
  if (eventKinds(slice).length === 0) return [];
  const { limit } = slice;
  return db.$queryRaw<RollUpRow[]>`
    WITH hours AS (${hours(slice)})
    SELECT at, pool,
      coalesce(sum(count) FILTER (WHERE kind = 'enrolled'), 0)::int AS enrolled,
      coalesce(sum(count) FILTER (WHERE kind = 'revived'), 0)::int AS revived,
      coalesce(sum(count) FILTER (WHERE kind = 'terminating'), 0)::int AS terminating,
      coalesce(jsonb_object_agg(coalesce(reason::text, 'unknown'), count)
        FILTER (WHERE kind = 'departed'), '{}') AS departed
    FROM hours WHERE ${isAfter(Prisma.sql`at`, Prisma.sql`('rollup:' || pool)`, slice)}
    GROUP BY at, pool ORDER BY at DESC, pool COLLATE "C" LIMIT ${limit}`;
}

/** How many of them there are in all. */
export async function countRollUps(db: Db, slice: Slice): Promise<number> {
  if (eventKinds(slice).length === 0) return 0;
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT DISTINCT at, pool FROM (${hours(slice)}) hours) distinct_hours`;
  return row?.count ?? 0;
}

function hours(slice: Slice): Prisma.Sql {
  const { after } = slice;
  // Nothing of a later hour comes after the cursor.
  const until = after
    ? new Date(Math.floor(Date.parse(after.at) / hourMs) * hourMs + hourMs)
    : null;
  const upper = until ? Prisma.sql`e.at < ${until}` : Prisma.sql`TRUE`;
  return Prisma.sql`
    SELECT date_bin('1 hour', e.at, timestamptz 'epoch') AS at, ${feedPool} AS pool,
      e.kind, e.reason, count(*)::int AS count
    FROM sensor_event e ${joinPoolToken}
    WHERE e.ephemeral AND ${isWithin(Prisma.sql`e.at`, slice)} AND ${upper}
      AND e.kind::text = ANY(${eventKinds(slice)}) AND ${isOfPool(slice.pool)}
    GROUP BY 1, 2, 3, 4`;
}
