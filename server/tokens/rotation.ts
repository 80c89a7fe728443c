interface Rotated {
  readonly type: string;
  /** When it was revoked, however it is written; null: it was not. */
  readonly revokedAt: Date | string | null;
  readonly replacedById: string | null;
}

/** Why a token cannot be rotated, for a person; null: it can. */
export function rotationRefusal(token: Rotated): string | null {
  if (token.type === "one_time") return "A one-time token serves one host: generate another one.";
  if (token.revokedAt !== null) return "The token was revoked: generate a new one.";
  if (token.replacedById !== null) return "The token was rotated already: rotate its successor.";
  return null;
}

/** When the old token ends, never later than it would have, and when the new one does. */
export function newEnds(
  old: { readonly createdAt: Date; readonly expiresAt: Date },
  asked: { overlapSeconds: number; ttlSeconds?: number | undefined },
  now: Date,
): { old: Date; new: Date } {
  const start = now.getTime();
  const lifetimeMs = old.expiresAt.getTime() - old.createdAt.getTime();
  const ttlMs = asked.ttlSeconds === undefined ? lifetimeMs : asked.ttlSeconds * 1000;
  return {
    old: new Date(Math.min(old.expiresAt.getTime(), start + asked.overlapSeconds * 1000)),
    new: new Date(start + ttlMs),
  };
}
