import type { Tx } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { defaultSettings } from "../settings/schema.ts";
import { type Admission, boundUid, isEphemeral } from "./admission.ts";
import { takeName } from "./free-name.ts";
import { hostFacts, nodeColumns } from "./node-columns.ts";
import { mergeTags } from "./refusal.ts";

/**
 * Uses the token once and writes the sensor with its heartbeat row, certificate and first event.
 * What the token fixes wins over the request. @returns the name that it got.
 */
export function insertSensor(tx: Tx, admission: Admission): Promise<string> {
  return takeName(tx, admission.request.name, (name) => insert(tx, admission, name));
}

/** @returns false when the name was taken meanwhile. */
async function insert(tx: Tx, admission: Admission, name: string): Promise<boolean> {
  const { token, request, publicKeyHash, now, sensorId, certificate } = admission;
  const { arch, kernel, os, version } = request.facts;
  const { serial, notBefore, notAfter } = certificate;
  const node = nodeColumns(request);
  const written = await tx.$executeRaw`
    WITH written AS (
      INSERT INTO sensor (id, name, live_name, hostname, cluster_name, role, flavor, tags, ephemeral,
        remove_after_seconds, arch, kernel, os, version, machine_id, instance_id, facts,
        cluster_uid, node_name, node_uid, node_facts, node_labels, public_key_hash, token_id, enrolled_at, install_started_at, certificate_not_after)
      VALUES (${sensorId}::uuid, ${name}, ${name}, ${request.hostname},
        ${token.clusterName ?? request.clusterName ?? null}, ${token.role ?? request.role},
        ${request.flavor}::flavor, ${mergeTags(token.tags, request.tags)}, ${isEphemeral(admission)},
        ${removeAfter(admission)}, ${arch}, ${kernel}, ${os}, ${version}, ${request.machineId ?? null},
        ${request.instanceId ?? null}, ${hostFacts(request)}::jsonb,
        ${node.clusterUid}::uuid, ${node.nodeName}, ${node.nodeUid}::uuid, ${node.nodeFacts}::jsonb,
        ${node.nodeLabels}::jsonb, ${publicKeyHash}, ${token.id}::uuid, ${now}, ${installStartedAt(admission)}, ${notAfter})
      ON CONFLICT DO NOTHING RETURNING id, name, pool, ephemeral),
    used AS (
      UPDATE enrollment_token SET uses = uses + 1, last_used_at = ${now}, cluster_uid = ${boundUid(admission)}::uuid
      WHERE id = ${token.id}::uuid AND EXISTS (SELECT 1 FROM written)),
    certified AS (
      INSERT INTO sensor_certificate (serial, sensor_id, not_before, not_after)
      SELECT ${serial}, id, ${notBefore}, ${notAfter} FROM written),
    told AS (
      INSERT INTO sensor_event (at, kind, sensor_id, sensor_name, pool, ephemeral)
      SELECT ${now}, 'enrolled', id, name, pool, ephemeral FROM written)
    INSERT INTO sensor_heartbeat (sensor_id, at, heard_at) SELECT id, ${now}, listening_now() FROM written`;
  return written > 0;
}

/** SQL: the token's clock, else the install's, else the setting; null for permanent sensors. */
export function removeAfter(admission: Admission): Prisma.Sql {
  if (!isEphemeral(admission)) return Prisma.sql`NULL::int`;
  const { token, request } = admission;
  const given = token.removeAfterSeconds ?? request.removeAfterSeconds ?? null;
  const { defaultAfterSeconds } = defaultSettings.removal;
  return Prisma.sql`coalesce(${given}::int, (SELECT (value->>'defaultAfterSeconds')::int
    FROM setting WHERE key = 'removal'), ${defaultAfterSeconds}::int)`;
}

export function installStartedAt({ request, now }: Admission): Date | null {
  const ago = request.installStartedSecondsAgo;
  return ago === undefined ? null : new Date(now.getTime() - ago * 1000);
}
