import { authorize } from "../auth/authorize.ts";
import type { Ctx, Db } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { matches, sensorTables, statusClock, statusColumn } from "./query.ts";
import type { SensorCounts, SensorFilter } from "./schema.ts";

/** How many of the matching sensors have each status. The status filter itself is left out. */
export async function sensorCounts(ctx: Ctx, filter: SensorFilter): Promise<SensorCounts> {
  authorize(ctx.actor, "read");
  return countSensors(ctx.db, filter);
}

/** The same for callers that act for nobody: the live feed and metrics. */
export async function countSensors(db: Db, filter: SensorFilter): Promise<SensorCounts> {
  const clock = await statusClock(db);
  const { status: _status, departed: _departed, ...rest } = filter;
  const isBySilence = rest.silentOverSeconds !== undefined || rest.silentUnderSeconds !== undefined;
  const [rows, departed] = await Promise.all([
    db.$queryRaw<{ status: keyof SensorCounts; count: bigint }[]>`
      SELECT ${statusColumn(clock)} AS status, count(*) AS count FROM ${sensorTables}
      WHERE ${matches(rest, clock)} GROUP BY 1`,
    // Without their heartbeats: in a fleet that comes and goes, most records have departed.
    db.$queryRaw<{ count: bigint }[]>`
      SELECT count(*) AS count FROM ${isBySilence ? sensorTables : Prisma.sql`sensor s`}
      WHERE ${matches({ ...rest, departed: true }, clock)}`,
  ]);
  const counts = { healthy: 0, degraded: 0, stale: 0, offline: 0, departed: 0, total: 0 };
  for (const { status, count } of rows) counts[status] = Number(count);
  counts.departed = Number(departed[0]?.count ?? 0);
  counts.total = counts.healthy + counts.degraded + counts.stale + counts.offline;
  return counts;
}
