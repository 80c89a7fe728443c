import type { EnrollmentToken } from "../db/generated/client.ts";
import type { ErrorCode } from "../errors.ts";
import { tokenState } from "../tokens/state.ts";

const codes = {
  revoked: "TokenRevoked",
  exhausted: "TokenExhausted",
  expired: "TokenExpired",
} as const satisfies Record<string, ErrorCode>;

/** Why a token admits no further sensor now; null: it does. */
export function tokenRefusal(
  token: Pick<EnrollmentToken, "revokedAt" | "expiresAt" | "maxUses" | "uses">,
  now: Date,
): ErrorCode | null {
  const state = tokenState(token, now);
  return state === "active" ? null : codes[state];
}

/**
 * Why a token does not answer again to a key that it has enrolled: a lost reply may be repeated
 * although the token is used up by now, but not once it is revoked or expired.
 */
export function repeatRefusal(
  token: Pick<EnrollmentToken, "revokedAt" | "expiresAt">,
  now: Date,
): ErrorCode | null {
  return tokenRefusal({ ...token, maxUses: null, uses: 0 }, now);
}

/** Tags that a sensor gets: its own, under those that the token fixes. A key stands once. */
export function mergeTags(fixed: readonly string[], own: readonly string[]): string[] {
  const key = (tag: string) => tag.slice(0, tag.indexOf(":"));
  const taken = new Set(fixed.map(key));
  return [...new Set([...fixed, ...own.filter((tag) => !taken.has(key(tag)))])];
}
