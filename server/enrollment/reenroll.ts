import type { Tx } from "../context.ts";
import { recordEvent } from "../lifecycle/events.ts";
import { type Admission, boundUid, isEphemeral } from "./admission.ts";
import { takeName } from "./free-name.ts";
import { installStartedAt, removeAfter } from "./insert-sensor.ts";
import { hostFacts, nodeColumns } from "./node-columns.ts";
import { mergeTags } from "./refusal.ts";

/**
 * A key that is known enrolls anew, with another token or after it departed: the same record goes
 * on under its id, as token and request say now. @returns the name that it got.
 */
export async function reenroll(
  tx: Tx,
  admission: Admission,
  known: { departedAt: Date | null },
): Promise<string> {
  const { token, now, sensorId: id, certificate } = admission;
  const { serial, notBefore, notAfter } = certificate;
  const name = await takeName(tx, admission.request.name, (wanted) =>
    update(tx, admission, wanted),
  );
  await tx.$executeRaw`
    WITH used AS (
      UPDATE enrollment_token SET uses = uses + 1, last_used_at = ${now},
        cluster_uid = ${boundUid(admission)}::uuid WHERE id = ${token.id}::uuid),
    certified AS (
      INSERT INTO sensor_certificate (serial, sensor_id, not_before, not_after)
      VALUES (${serial}, ${id}::uuid, ${notBefore}, ${notAfter}))
    UPDATE sensor_heartbeat SET at = ${now}, heard_at = listening_now() WHERE sensor_id = ${id}::uuid`;
  const kind = known.departedAt ? "revived" : "enrolled";
  await recordEvent(tx, { kind, ids: [id], at: now });
  return name;
}

async function update(tx: Tx, admission: Admission, name: string): Promise<boolean> {
  const { token, request, now, sensorId: id } = admission;
  const { arch, kernel, os, version } = request.facts;
  const node = nodeColumns(request);
  const written = await tx.$executeRaw`
    UPDATE sensor SET name = ${name}, live_name = ${name}, hostname = ${request.hostname},
      cluster_name = ${token.clusterName ?? request.clusterName ?? null},
      role = ${token.role ?? request.role}, flavor = ${request.flavor}::flavor,
      tags = ${mergeTags(token.tags, request.tags)}, ephemeral = ${isEphemeral(admission)},
      remove_after_seconds = ${removeAfter(admission)}, arch = ${arch}, kernel = ${kernel}, os = ${os},
      version = ${version}, machine_id = ${request.machineId ?? null},
      instance_id = ${request.instanceId ?? null}, facts = ${hostFacts(request)}::jsonb,
      cluster_uid = ${node.clusterUid}::uuid, node_name = ${node.nodeName}, node_uid = ${node.nodeUid}::uuid,
      node_facts = ${node.nodeFacts}::jsonb, node_labels = ${node.nodeLabels}::jsonb,
      token_id = ${token.id}::uuid, enrolled_at = ${now}, install_started_at = ${installStartedAt(admission)},
      first_heartbeat_at = NULL, terminating_at = NULL,
      departed_at = NULL, departed_reason = NULL, departed_by = NULL
    WHERE id = ${id}::uuid AND NOT EXISTS (SELECT 1 FROM sensor WHERE live_name = ${name} AND id <> ${id}::uuid)`;
  return written > 0;
}
