import type { Db } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { eventKinds, isAfter, isOfPool, isWithin, joinPoolToken, type Slice } from "./query.ts";
import type { SensorEventView } from "./schema.ts";

interface EventRow {
  id: string;
  at: Date;
  kind: SensorEventView["kind"];
  sensorId: string;
  sensorName: string;
  pool: string;
  reason: string | null;
}

/** Events of permanent sensors, one by one. */
export async function sensorRows(db: Db, slice: Slice): Promise<EventRow[]> {
  if (eventKinds(slice).length === 0) return [];
  const at = Prisma.sql`e.at`;
  return db.$queryRaw<EventRow[]>`
    SELECT e.id, e.at, e.kind, e.sensor_id AS "sensorId", e.sensor_name AS "sensorName", e.pool, e.reason
    FROM sensor_event e ${joinPoolToken}
    WHERE ${isSingle(slice)} AND ${isAfter(at, Prisma.sql`('sensor:' || e.id)`, slice)}
    ORDER BY e.at DESC, e.id LIMIT ${slice.limit}`;
}

export async function countSensorRows(db: Db, slice: Slice): Promise<number> {
  if (eventKinds(slice).length === 0) return 0;
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM sensor_event e ${joinPoolToken} WHERE ${isSingle(slice)}`;
  return row?.count ?? 0;
}

function isSingle(slice: Slice): Prisma.Sql {
  return Prisma.sql`NOT e.ephemeral AND ${isWithin(Prisma.sql`e.at`, slice)}
    AND e.kind::text = ANY(${eventKinds(slice)}) AND ${isOfPool(slice.pool)}`;
}
