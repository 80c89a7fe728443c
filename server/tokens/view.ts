import type { EnrollmentToken } from "../db/generated/client.ts";
import type { TokenView } from "./schema.ts";
import { tokenState } from "./state.ts";

export function viewToken(row: EnrollmentToken, now: Date): TokenView {
  const { hash: _hash, ...shown } = row;
  return {
    ...shown,
    state: tokenState(row, now),
    expiresAt: row.expiresAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
