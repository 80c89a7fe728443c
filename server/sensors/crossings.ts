import type { Db } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { heardWithin, type SilenceMarks } from "./silence.ts";
import { limits, ownThresholds, type Threshold, type Thresholds } from "./status.ts";

interface Looks extends SilenceMarks {
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
  { from, to, silentUntil }: Looks,
  threshold: Threshold,
  isOfPools: Prisma.Sql | null,
): Prisma.Sql {
  const ago = (date: Date, ms: number) => new Date(date.getTime() - ms);
  const crossings = Object.values(limits(threshold))
    .filter(Number.isFinite)
    // Whole milliseconds: heard after one less is heard at or after.
    .map((ms) =>
      heardWithin({ after: ago(from, ms + 1), until: ago(to, ms + 1) }, { silentUntil }),
    );
  const sensors = isOfPools
    ? Prisma.sql`JOIN sensor s ON s.id = h.sensor_id AND ${isOfPools}`
    : Prisma.empty;
  return Prisma.sql`SELECT h.sensor_id AS id FROM sensor_heartbeat h ${sensors}
    WHERE (${Prisma.join(crossings, ") OR (")})`;
}
