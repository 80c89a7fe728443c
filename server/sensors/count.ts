import { authorize } from "../auth/authorize.ts";
import type { Ctx, Db } from "../context.ts";
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
  const rows = await db.$queryRaw<{ status: keyof SensorCounts; count: bigint }[]>`
    SELECT ${statusColumn(clock)} AS status, count(*) AS count FROM ${sensorTables}
    WHERE (${matches(rest, clock)}) OR (${matches({ ...rest, departed: true }, clock)})
    GROUP BY 1`;
  const counts = { healthy: 0, degraded: 0, stale: 0, offline: 0, departed: 0, total: 0 };
  for (const { status, count } of rows) counts[status] = Number(count);
  counts.total = counts.healthy + counts.degraded + counts.stale + counts.offline;
  return counts;
}
