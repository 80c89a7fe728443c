import type { EnrollmentToken } from "../db/generated/client.ts";
import { tokenState } from "./state.ts";

/** Days before its end at which a token is announced to expire, nearest first. */
export const noticeDays = [1, 7, 30] as const;
export type NoticeDays = (typeof noticeDays)[number];

const dayMs = 86_400_000;

type Ending = Pick<
  EnrollmentToken,
  | "type"
  | "createdAt"
  | "expiresAt"
  | "revokedAt"
  | "replacedById"
  | "uses"
  | "maxUses"
  | "noticedDays"
>;

/** How near the end must be, and how long the whole lifetime at least, for one notice. */
export function noticeWindow(days: NoticeDays, now: Date): { until: Date; lifetimeMs: number } {
  return { until: new Date(now.getTime() + days * dayMs), lifetimeMs: 2 * days * dayMs };
}

/**
 * The nearest notice that a token's end has come within; null: none. A token that lives shorter than
 * twice a notice gets none of it, or it would be announced at birth. One-time tokens get none at
 * all: they come by the thousand, serve one host and cannot be rotated.
 */
export function reachedNotice(token: Ending, now: Date): NoticeDays | null {
  if (token.type === "one_time" || token.replacedById !== null) return null;
  if (tokenState(token, now) !== "active") return null;
  const lifetime = token.expiresAt.getTime() - token.createdAt.getTime();
  return (
    noticeDays.find((days) => {
      const { until, lifetimeMs } = noticeWindow(days, now);
      return token.expiresAt <= until && lifetime >= lifetimeMs;
    }) ?? null
  );
}

/** The notice to give now: reached, and neither it nor a nearer one given yet. */
export function dueNotice(token: Ending, now: Date): NoticeDays | null {
  const reached = reachedNotice(token, now);
  if (reached === null || token.noticedDays === null) return reached;
  return reached < token.noticedDays ? reached : null;
}
