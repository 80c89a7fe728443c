import { randomUUID } from "node:crypto";
import type { TokenRow } from "./query.ts";
import { generateToken } from "./token.ts";

/** What a token is made with; the rest of it is how it fares. */
export type TokenProperties = Pick<
  TokenRow,
  | "type"
  | "maxUses"
  | "expiresAt"
  | "clusterName"
  | "clusterUid"
  | "tags"
  | "role"
  | "ephemeral"
  | "removeAfterSeconds"
  | "namePattern"
  | "allowedCidrs"
  | "description"
>;

/** A new token: the row to write, and the secret, which is kept nowhere. */
export function makeToken(properties: TokenProperties, by: { at: Date; name: string }) {
  const { token, prefix, hash } = generateToken();
  const row: TokenRow = {
    ...properties,
    id: randomUUID(),
    prefix,
    uses: 0,
    revokedAt: null,
    lastUsedAt: null,
    replacedById: null,
    noticedDays: null,
    createdAt: by.at,
    createdBy: by.name,
  };
  return { row, token, hash: new Uint8Array(hash) };
}
