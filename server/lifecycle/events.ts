import type { Tx } from "../context.ts";
import type { SensorEventKind } from "../db/generated/enums.ts";

/** Notes an event in the lives of sensors, with what they are called and share at that moment. */
export async function recordEvent(
  tx: Tx,
  event: { kind: SensorEventKind; ids: readonly string[]; at: Date },
): Promise<void> {
  const { kind, ids, at } = event;
  if (ids.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO sensor_event (at, kind, sensor_id, sensor_name, pool, ephemeral, reason)
    SELECT ${at}, ${kind}::sensor_event_kind, id, name, pool, ephemeral, departed_reason
    FROM sensor WHERE id = ANY(${ids}::uuid[])`;
}
