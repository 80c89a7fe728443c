import type { LeaveReason } from "../../sensor-agent/src/protocol.ts";
import { appendAudit } from "../audit/append.ts";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import type { DepartReason } from "../db/generated/enums.ts";
import { departSensors } from "../sensors/depart.ts";

const reasons: Record<LeaveReason, DepartReason> = {
  clean_exit: "clean_exit",
  logout: "decommissioned",
  uninstalled: "uninstalled",
  terminated: "terminated",
};

/** A sensor says goodbye: it departs at once and its name is free. Repeating it changes nothing. */
export async function decommission(
  deps: { db: Db; clock: Clock },
  sensor: { id: string; name: string },
  reason: LeaveReason,
): Promise<void> {
  const at = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    const departed = await departSensors(tx, {
      ids: [sensor.id],
      at,
      reason: reasons[reason],
      by: sensor.name,
    });
    if (departed.length === 0) return;
    await appendAudit(tx, at, {
      action: "sensor_decommissioned",
      actor: { kind: "sensor", id: sensor.id, name: sensor.name, role: null },
      target: `sensor:${sensor.id}`,
      details: { name: sensor.name, reason },
    });
  });
}
