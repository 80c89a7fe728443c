import { appendAudit } from "../audit/append.ts";
import type { Actor, Tx } from "../context.ts";
import { notify } from "../db/notify.ts";
import { AppError } from "../errors.ts";
import { lockSeats } from "../license/seats.ts";
import { recordEvent } from "../lifecycle/events.ts";
import { takeName } from "./free-name.ts";

/**
 * A departed record is enrolled again under its id, with its name or, where that is taken by now, a
 * suffix. Nothing happens to one that is enrolled by now.
 * @throws {AppError} `NodeLimitExceeded`; `SensorDeleted` when a person has deleted the sensor that
 *   revives itself
 */
export async function reviveSensor(
  tx: Tx,
  revival: { id: string; at: Date; by: Actor; action: "sensor_revived" | "sensor_restored" },
): Promise<void> {
  const { id, at, by, action } = revival;
  const [departed] = await tx.$queryRaw<{ name: string; reason: string }[]>`
    SELECT name, departed_reason::text AS reason FROM sensor
    WHERE id = ${id}::uuid AND departed_at IS NOT NULL FOR UPDATE`;
  if (!departed) return;
  if (action === "sensor_revived" && departed.reason === "deleted") {
    throw new AppError("SensorDeleted");
  }
  (await lockSeats(tx, at)).take();
  // Before the sensor: its removal deadline is made from when it was last heard.
  await tx.$executeRaw`UPDATE sensor_heartbeat SET heard_at = listening_now() WHERE sensor_id = ${id}::uuid`;
  const name = await takeName(tx, departed.name, (wanted) => enrollAgain(tx, id, wanted));
  await recordEvent(tx, { kind: "revived", ids: [id], at });
  await notify(tx, { topic: "sensors", ids: [id] });
  await appendAudit(tx, at, {
    action,
    actor: by,
    target: `sensor:${id}`,
    details: { name, had: departed.name, departed: departed.reason },
  });
}

/** The record under this name; false when the name is taken. */
export async function enrollAgain(tx: Tx, id: string, name: string): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE sensor SET name = ${name}, live_name = ${name}, terminating_at = NULL,
      departed_at = NULL, departed_reason = NULL, departed_by = NULL
    WHERE id = ${id}::uuid AND NOT EXISTS (SELECT 1 FROM sensor WHERE live_name = ${name})`;
  return written > 0;
}
