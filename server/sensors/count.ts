import { authorize } from "../auth/authorize.ts";
import type { Ctx, Db } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { enrolledStatus, enrolledTables, matches, statusClock, tablesOf } from "./query.ts";
import type { SensorCounts, SensorFilter } from "./schema.ts";
import type { Status } from "./status.ts";

/** How many of the matching sensors have each status. The status filter itself is left out. */
export async function sensorCounts(ctx: Ctx, filter: SensorFilter): Promise<SensorCounts> {
  authorize(ctx.actor, "read");
  return countSensors(ctx.db, filter);
}

/** The same for callers that act for nobody: the live feed and metrics. */
export async function countSensors(db: Db, filter: SensorFilter): Promise<SensorCounts> {
  const clock = await statusClock(db);
  const { status: _status, departed: _departed, ...rest } = filter;
  const status = enrolledStatus(clock);
  const of = (each: Status) => Prisma.sql`count(*) FILTER (WHERE status = ${each})::int`;
  const [[enrolled], departed] = await Promise.all([
    db.$queryRaw<Record<Status, number>[]>`
      SELECT ${of("healthy")} AS healthy, ${of("degraded")} AS degraded, ${of("stale")} AS stale,
        ${of("offline")} AS offline
      FROM (SELECT ${status} AS status FROM ${enrolledTables} WHERE ${matches(rest, clock)}) each`,
    // Without their heartbeats where these say nothing: in a fleet that comes and goes, most records have departed.
    db.$queryRaw<{ count: bigint }[]>`
      SELECT count(*) AS count FROM ${tablesOf(rest)}
      WHERE ${matches({ ...rest, departed: true }, clock)}`,
  ]);
  const { healthy, degraded, stale, offline } = enrolled ?? none;
  return {
    ...{ healthy, degraded, stale, offline, departed: Number(departed[0]?.count ?? 0) },
    total: healthy + degraded + stale + offline,
  };
}

const none: Record<Status, number> = { healthy: 0, degraded: 0, stale: 0, offline: 0 };
