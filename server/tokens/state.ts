import type { TokenState } from "./schema.ts";

interface TokenLife {
  readonly revokedAt: Date | null;
  readonly expiresAt: Date;
  readonly maxUses: number | null;
  readonly uses: number;
}

/** Revoked wins over used up, used up over expired: the first that an admin would act on. */
export function tokenState(token: TokenLife, now: Date): TokenState {
  if (token.revokedAt) return "revoked";
  if (token.maxUses !== null && token.uses >= token.maxUses) return "exhausted";
  return token.expiresAt <= now ? "expired" : "active";
}
