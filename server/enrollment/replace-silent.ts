import type { AuditRecord } from "../audit/append.ts";
import { systemActor, type Tx } from "../context.ts";
import { departSensors } from "../sensors/depart.ts";
import { degradedAfterSeconds } from "../sensors/status.ts";
import type { Admission } from "./admission.ts";

/**
 * The same machine enrolls again with a new key while its old record, silent by now, still holds the
 * name: the old record departs. One that reports is never replaced: two live keys are a conflict.
 * @returns what the audit is told at the end of the transaction; null: the name is not free.
 */
export async function replaceSilent(
  tx: Tx,
  { request, now }: Admission,
): Promise<AuditRecord | null> {
  if (!request.machineId) return null;
  const [holder] = await tx.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM sensor s JOIN sensor_heartbeat h ON h.sensor_id = s.id
    WHERE s.live_name = ${request.name} AND s.machine_id = ${request.machineId}
      AND h.heard_at < listening_now() - ${degradedAfterSeconds} * interval '1 second'
    FOR UPDATE OF s, h`;
  if (!holder) return null;
  await departSensors(tx, { ids: [holder.id], at: now, reason: "replaced", by: request.name });
  return {
    action: "sensor_replaced",
    actor: systemActor,
    target: `sensor:${holder.id}`,
    details: { name: request.name },
  };
}
