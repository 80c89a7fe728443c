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
    SELECT id, prefix, hash, uses, max_uses AS "maxUses", expires_at AS "expiresAt",
      revoked_at AS "revokedAt", cluster_name AS "clusterName", tags, role, ephemeral,
      remove_after_seconds AS "removeAfterSeconds", name_pattern AS "namePattern",
      allowed_cidrs AS "allowedCidrs"
    FROM enrollment_token WHERE hash IN (SELECT decode(h, 'hex') FROM unnest(${hashes}::text[]) h)
    ORDER BY hash FOR UPDATE`;
  return new Map(rows.map((token) => [hex(token.hash), token]));
}

/** The sensors of these keys, by the hash's hex: the one that the same token enrolled, else another. */
export async function findKnown(
  tx: Tx,
  asked: readonly Asked[],
  tokens: ReadonlyMap<string, AdmittingToken>,
): Promise<Map<string, Known>> {
  const keys = asked.map(({ publicKeyHash }) => hex(publicKeyHash));
  const rows = await tx.$queryRaw<Known[]>`
    SELECT id, name, ephemeral, token_id AS "tokenId", departed_at AS "departedAt",
      public_key_hash AS "publicKeyHash" FROM sensor
    WHERE public_key_hash IN (SELECT decode(h, 'hex') FROM unnest(${keys}::text[]) h)
    ORDER BY departed_at IS NULL, id FOR UPDATE`;
  const tokenOf = new Map(
    asked.map((one) => [hex(one.publicKeyHash), tokens.get(hex(one.tokenHash))?.id]),
  );
  const known = new Map<string, Known>();
  for (const row of rows) {
    const key = hex(row.publicKeyHash);
    if (known.get(key)?.tokenId !== tokenOf.get(key)) known.set(key, row);
  }
  return known;
}
