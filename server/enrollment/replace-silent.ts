import { appendAudit } from "../audit/append.ts";
import { systemActor, type Tx } from "../context.ts";
import { departSensors } from "../sensors/depart.ts";
import { degradedAfterSeconds } from "../sensors/status.ts";
import type { Admission } from "./admission.ts";

/**
 * The same machine enrolls again with a new key while its old record, silent by now, still holds the
 * name: the old record departs. One that reports is never replaced: two live keys are a conflict.
 * @returns whether the name is free now.
 */
export async function replaceSilent(tx: Tx, { request, now }: Admission): Promise<boolean> {
  if (!request.machineId) return false;
  const [holder] = await tx.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM sensor s JOIN sensor_heartbeat h ON h.sensor_id = s.id
    WHERE s.live_name = ${request.name} AND s.machine_id = ${request.machineId}
      AND h.heard_at < listening_now() - ${degradedAfterSeconds} * interval '1 second'
    FOR UPDATE OF s, h`;
  if (!holder) return false;
  const ids = [holder.id];
  await departSensors(tx, { ids, at: now, reason: "replaced", by: request.name });
  await appendAudit(tx, now, {
    action: "sensor_replaced",
    actor: systemActor,
    target: `sensor:${holder.id}`,
    details: { name: request.name },
  });
  return true;
}
