import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { statusClock } from "../sensors/query.ts";
import { poolColumns, poolNumbers } from "./query.ts";
import type { PoolHour, PoolView } from "./schema.ts";

const hourMs = 3_600_000;

/** One pool with its joins and departures of the last 24 hours. */
export async function getPool(
  ctx: Ctx,
  { key }: { key: string },
): Promise<PoolView & { hours: PoolHour[] }> {
  authorize(ctx.actor, "read");
  const now = ctx.clock.now();
  const clock = await statusClock(ctx.db);
  const [[pool], hours] = await Promise.all([
    ctx.db.$queryRaw<PoolView[]>`
      WITH ${poolNumbers({ now, clock }, key)} SELECT ${poolColumns} FROM pools`,
    readHours(ctx, key, now),
  ]);
  if (!pool) throw new AppError("NotFound", "Nothing is known of a pool with this key.");
  return { ...pool, hours };
}

async function readHours(ctx: Ctx, key: string, now: Date): Promise<PoolHour[]> {
  const since = new Date(now.getTime() - 24 * hourMs);
  const rows = await ctx.db.$queryRaw<{ at: Date; joined: number; departed: number }[]>`
    SELECT hour AS at, count(e.id) FILTER (WHERE e.kind <> 'departed')::int AS joined,
      count(e.id) FILTER (WHERE e.kind = 'departed')::int AS departed
    FROM generate_series(date_trunc('hour', ${since}::timestamptz, 'UTC'),
      date_trunc('hour', ${now}::timestamptz, 'UTC'), interval '1 hour') hour
    LEFT JOIN sensor_event e ON e.pool = ${key} AND e.kind <> 'terminating' AND e.at > ${since}
      AND e.at >= hour AND e.at < hour + interval '1 hour'
    GROUP BY hour ORDER BY hour`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
