import { appendAudit } from "../audit/append.ts";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import { departSensors } from "../sensors/depart.ts";

/** A sensor says goodbye: it departs at once. Repeating it changes nothing. */
export async function decommission(
  deps: { db: Db; clock: Clock },
  sensor: { id: string; name: string },
): Promise<void> {
  const at = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    const departed = await departSensors(tx, {
      ids: [sensor.id],
      at,
      reason: "decommissioned",
      by: sensor.name,
    });
    if (departed.length === 0) return;
    await appendAudit(tx, at, {
      action: "sensor_decommissioned",
      actor: { kind: "sensor", id: sensor.id, name: sensor.name, role: null },
      target: `sensor:${sensor.id}`,
      details: { name: sensor.name },
    });
  });
}
