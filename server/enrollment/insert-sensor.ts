import { randomBytes, randomUUID } from "node:crypto";
import type { Tx } from "../context.ts";
import type { Admission } from "./admission.ts";
import { mergeTags } from "./refusal.ts";

/** Default of DESIGN.md, "Silence": 30 minutes after the last heartbeat. */
const removeAfterSecondsDefault = 1800;
const nameTries = 4;

/**
 * Uses the token once and writes the sensor with its first heartbeat row; a departed sensor of the
 * same token and key is enrolled again under its id. What the token fixes wins over the request.
 */
export async function insertSensor(
  tx: Tx,
  admission: Admission,
  departedId: string | null,
): Promise<{ id: string; name: string; ephemeral: boolean }> {
  const { token } = admission;
  const id = departedId ?? randomUUID();
  const write = departedId ? revive : insert;
  const ephemeral = token.ephemeral ?? admission.request.ephemeral ?? false;
  for (let attempt = 0; attempt < nameTries; attempt++) {
    const name = await freeName(tx, admission.request.name, attempt);
    if (await write(tx, admission, { id, name, ephemeral })) return { id, name, ephemeral };
  }
  throw new Error(`No free name for ${admission.request.name}`);
}

/** The name itself, else the lowest free suffix; a random one where many race for it. */
async function freeName(tx: Tx, wanted: string, attempt: number): Promise<string> {
  if (attempt > 1) return `${wanted.slice(0, 120)}-${randomBytes(3).toString("hex")}`;
  const base = wanted.slice(0, 122);
  const pattern = `${base.replace(/[\\%_]/g, "\\$&")}-%`;
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT live_name AS name FROM sensor WHERE live_name = ${wanted} OR live_name LIKE ${pattern}`;
  const taken = new Set(rows.map((row) => row.name));
  if (!taken.has(wanted)) return wanted;
  let suffix = 2;
  while (taken.has(`${base}-${suffix}`)) suffix += 1;
  return `${base}-${suffix}`;
}

interface Row {
  id: string;
  name: string;
  ephemeral: boolean;
}

/** @returns false when the name was taken meanwhile. */
async function insert(
  tx: Tx,
  admission: Admission,
  { id, name, ephemeral }: Row,
): Promise<boolean> {
  const { token, request, publicKeyHash, now } = admission;
  const { arch, kernel, os, version } = request.facts;
  const removeAfter = ephemeral ? (token.removeAfterSeconds ?? removeAfterSecondsDefault) : null;
  const written = await tx.$executeRaw`
    WITH written AS (
      INSERT INTO sensor (id, name, live_name, hostname, cluster_name, role, flavor, tags, ephemeral,
        remove_after_seconds, arch, kernel, os, version, machine_id, instance_id, facts,
        public_key_hash, token_id, enrolled_at)
      VALUES (${id}::uuid, ${name}, ${name}, ${request.hostname},
        ${token.clusterName ?? request.clusterName ?? null}, ${token.role ?? request.role},
        ${request.flavor}::flavor, ${mergeTags(token.tags, request.tags)}, ${ephemeral},
        ${removeAfter}, ${arch}, ${kernel}, ${os}, ${version}, ${request.machineId ?? null},
        ${request.instanceId ?? null}, ${JSON.stringify(request.facts)}::jsonb, ${publicKeyHash},
        ${token.id}::uuid, ${now})
      ON CONFLICT DO NOTHING RETURNING id),
    used AS (
      UPDATE enrollment_token SET uses = uses + 1, last_used_at = ${now}
      WHERE id = ${token.id}::uuid AND EXISTS (SELECT 1 FROM written))
    INSERT INTO sensor_heartbeat (sensor_id, at, heard_at) SELECT id, ${now}, listening_now() FROM written`;
  return written > 0;
}

/** A departed sensor whose key enrolls again with its token: the same record is enrolled anew. */
async function revive(tx: Tx, admission: Admission, { id, name }: Row): Promise<boolean> {
  const { token, request, now } = admission;
  const written = await tx.$executeRaw`
    UPDATE sensor SET name = ${name}, live_name = ${name}, hostname = ${request.hostname},
      tags = ${mergeTags(token.tags, request.tags)}, facts = ${JSON.stringify(request.facts)}::jsonb,
      enrolled_at = ${now}, departed_at = NULL, departed_reason = NULL, departed_by = NULL
    WHERE id = ${id}::uuid AND NOT EXISTS (SELECT 1 FROM sensor WHERE live_name = ${name})`;
  if (written === 0) return false;
  await tx.$executeRaw`UPDATE enrollment_token SET uses = uses + 1, last_used_at = ${now} WHERE id = ${token.id}::uuid`;
  await tx.$executeRaw`UPDATE sensor_heartbeat SET at = ${now}, heard_at = listening_now() WHERE sensor_id = ${id}::uuid`;
  return true;
}
