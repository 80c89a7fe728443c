import type { Db } from "../context.ts";
import { enrolledStatus, enrolledTables, statusClock } from "../sensors/query.ts";
import type { Status } from "../sensors/status.ts";
import type { Overview } from "./schema.ts";

/** Versions with a number of their own. */
const versionsMax = 6;

type Row = { status: Status; version: string; count: number };

/** Statuses and versions of the enrolled sensors: one pass over the fleet. */
export async function fleetNow(db: Db): Promise<Pick<Overview, "counts" | "versions">> {
  const clock = await statusClock(db);
  const [rows, departed] = await Promise.all([
    db.$queryRaw<Row[]>`
      SELECT ${enrolledStatus(clock)} AS status, s.version, count(*)::int AS count
      FROM ${enrolledTables} WHERE s.departed_at IS NULL GROUP BY 1, 2`,
    db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM sensor WHERE departed_at IS NOT NULL`,
  ]);
  return {
    counts: {
      ...byStatus(rows),
      departed: departed[0]?.count ?? 0,
      total: sum(rows),
    },
    versions: byVersion(rows),
  };
}

const sum = (rows: readonly { count: number }[]) =>
  rows.reduce((total, { count }) => total + count, 0);

function byStatus(rows: readonly Row[]): Record<Status, number> {
  const of = (status: Status) => sum(rows.filter((row) => row.status === status));
  return {
    healthy: of("healthy"),
    degraded: of("degraded"),
    stale: of("stale"),
    offline: of("offline"),
  };
}

function byVersion(rows: readonly Row[]): Overview["versions"] {
  const all = [...Map.groupBy(rows, ({ version }) => version)]
    .map(([version, some]) => ({ version, count: sum(some) }))
    .sort((a, b) => b.count - a.count || a.version.localeCompare(b.version));
  const rare = all.slice(versionsMax);
  return {
    items: all.slice(0, versionsMax),
    others: { versions: rare.length, count: sum(rare) },
  };
}
