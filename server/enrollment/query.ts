import type { EnrollRequest } from "../../sensor-agent/src/protocol.ts";
import type { Tx } from "../context.ts";
import type { AdmittingToken, Asked, Known } from "./admission.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const distinct = (hashes: readonly Buffer[]) => [...new Set(hashes.map(hex))];

/**
 * The tokens of these requests, by the hash's hex. Their row locks order everything that one token
 * admits, so that a limit cannot be exceeded; in one order everywhere, so that no two batches wait
 * for each other.
 */
export async function lockTokens(
  tx: Tx,
  asked: readonly Asked[],
): Promise<Map<string, AdmittingToken>> {
  const hashes = distinct(asked.map(({ tokenHash }) => tokenHash));
  const rows = await tx.$queryRaw<AdmittingToken[]>`
    SELECT id, prefix, hash, type, uses, max_uses AS "maxUses", expires_at AS "expiresAt",
      revoked_at AS "revokedAt", cluster_name AS "clusterName", cluster_uid AS "clusterUid", tags, role, ephemeral,
      remove_after_seconds AS "removeAfterSeconds", name_pattern AS "namePattern",
      allowed_cidrs AS "allowedCidrs"
    FROM enrollment_token WHERE hash IN (SELECT decode(h, 'hex') FROM unnest(${hashes}::text[]) h)
    ORDER BY hash FOR UPDATE`;
  return new Map(rows.map((token) => [hex(token.hash), token]));
}

/** The enrolled sensors that a batch is about, locked. */
export interface Concerned {
  /** Those of the keys, by the hash's hex: the one that the same token enrolled, else another. */
  readonly known: ReadonlyMap<string, Known>;
  /** Whether a record of the same machine holds the name that is asked for. */
  isHeld(request: EnrollRequest): boolean;
}

interface Row extends Known {
  readonly liveName: string | null;
  readonly machineId: string | null;
}

/**
 * All in one statement and in the order of their ids, as everybody locks sensors; before the seats.
 * Found by name, not by machine id (no index serves IS NOT DISTINCT FROM): a cloned image has one
 * machine id for all of its hosts.
 */
export async function lockSensors(
  tx: Tx,
  asked: readonly Asked[],
  tokens: ReadonlyMap<string, AdmittingToken>,
): Promise<Concerned> {
  const keys = asked.map(({ publicKeyHash }) => hex(publicKeyHash));
  const named = asked.map(({ request }) => request).filter(({ machineId }) => machineId);
  const rows = await tx.$queryRaw<Row[]>`
    SELECT id, name, ephemeral, token_id AS "tokenId", departed_at AS "departedAt",
      public_key_hash AS "publicKeyHash", live_name AS "liveName", machine_id AS "machineId"
    FROM sensor WHERE id IN (
      SELECT id FROM sensor
      WHERE public_key_hash IN (SELECT decode(h, 'hex') FROM unnest(${keys}::text[]) h)
      UNION SELECT s.id FROM sensor s JOIN unnest(${named.map(({ name }) => name)}::text[],
        ${named.map(({ machineId }) => machineId)}::text[]) AS wanted(name, machine)
        ON s.live_name = wanted.name AND s.machine_id IS NOT DISTINCT FROM wanted.machine)
    ORDER BY id FOR UPDATE`;
  const held = new Set(rows.map(({ liveName, machineId }) => `${liveName} ${machineId}`));
  return {
    known: knownByKey(rows, asked, tokens),
    isHeld: ({ name, machineId }) => held.has(`${name} ${machineId}`),
  };
}

/** Of several records with one key: an enrolled one before one that departed, the same token's first. */
function knownByKey(
  rows: readonly Row[],
  asked: readonly Asked[],
  tokens: ReadonlyMap<string, AdmittingToken>,
): Map<string, Known> {
  const tokenOf = new Map(
    asked.map((one) => [hex(one.publicKeyHash), tokens.get(hex(one.tokenHash))?.id]),
  );
  const known = new Map<string, Known>();
  for (const row of rows.toSorted((a, b) => Number(!a.departedAt) - Number(!b.departedAt))) {
    const key = hex(row.publicKeyHash);
    if (known.get(key)?.tokenId !== tokenOf.get(key)) known.set(key, row);
  }
  return known;
}
