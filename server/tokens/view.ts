import { reachedNotice } from "./expiry-notice.ts";
import type { TokenRow } from "./query.ts";
import type { TokenView } from "./schema.ts";
import { tokenState } from "./state.ts";

export function viewToken(row: TokenRow, now: Date): TokenView {
  const { noticedDays: _noticedDays, ...shown } = row;
  return {
    ...shown,
    state: tokenState(row, now),
    expiring: reachedNotice(row, now) !== null,
    expiresAt: row.expiresAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
