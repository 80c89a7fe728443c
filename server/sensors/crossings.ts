import type { Db } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { limits, ownThresholds, type Threshold, type Thresholds } from "./status.ts";

interface Looks {
  /** Two moments on the listening clock. */
  readonly from: Date;
  readonly to: Date;
  readonly thresholds: Thresholds;
}

/** Up to `max` sensors whose silence passed a threshold between two looks. */
export async function crossedBetween(db: Db, looks: Looks, max: number): Promise<string[]> {
  const own = ownThresholds(looks.thresholds);
  const pools = own.flatMap((each) => each.pools);
  const others = pools.length > 0 ? Prisma.sql`s.pool <> ALL(${pools}::text[])` : null;
  const parts = [
    crossed(looks, looks.thresholds, others),
    ...own.map((each) =>
      crossed(looks, each.threshold, Prisma.sql`s.pool = ANY(${each.pools}::text[])`),
    ),
  ];
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM (${Prisma.join(parts, " UNION ALL ")}) found LIMIT ${max}`;
  return rows.map(({ id }) => id);
}

/** `isOfPools` null: every sensor, and only heartbeats are read. */
function crossed(
  { from, to }: Looks,
  threshold: Threshold,
  isOfPools: Prisma.Sql | null,
): Prisma.Sql {
  const lengths = Object.values(limits(threshold)).filter(Number.isFinite);
  const ago = (date: Date, ms: number) => new Date(date.getTime() - ms);
  const lower = lengths.map((ms) => ago(from, ms));
  const upper = lengths.map((ms) => ago(to, ms));
  const sensors = isOfPools
    ? Prisma.sql`JOIN sensor s ON s.id = h.sensor_id AND ${isOfPools}`
    : Prisma.empty;
  return Prisma.sql`SELECT DISTINCT h.sensor_id AS id FROM sensor_heartbeat h
    JOIN unnest(${lower}::timestamptz[], ${upper}::timestamptz[]) AS crossing(lower, upper)
      ON h.heard_at >= crossing.lower AND h.heard_at < crossing.upper ${sensors}`;
}
