import type { z } from "zod";
import { appendAudit } from "../audit/append.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { authorize } from "./authorize.ts";
import type { OwnSessions } from "./schema.ts";

/** Where the caller is signed in; an API key is nowhere. */
export async function listOwnSessions(ctx: Ctx): Promise<z.infer<typeof OwnSessions>> {
  authorize(ctx.actor, "read");
  const rows = await ctx.db.session.findMany({
    where: { userId: userOf(ctx), expiresAt: { gt: ctx.clock.now() } },
    orderBy: { updatedAt: "desc" },
  });
  const items = rows.map((row) => ({
    id: row.id,
    isCurrent: row.id === ctx.actor.sessionId,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.updatedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    address: row.ipAddress || null,
    userAgent: row.userAgent || null,
  }));
  return { items, nextCursor: null, total: items.length };
}

/** Signs the caller out somewhere else. */
export async function endOwnSession(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx.actor, "read");
  const ended = await end(ctx, { id });
  if (ended === 0) throw new AppError("NotFound", "You have no session with this id.");
}

/** Signs the caller out everywhere but here. */
export async function endOtherSessions(ctx: Ctx): Promise<{ ended: number }> {
  authorize(ctx.actor, "read");
  return { ended: await end(ctx, { id: { not: ctx.actor.sessionId ?? "" } }) };
}

async function end(ctx: Ctx, which: { id: string | { not: string } }): Promise<number> {
  const userId = userOf(ctx);
  return ctx.db.$transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { userId, ...which } });
    if (count === 0) return 0;
    await appendAudit(tx, ctx.clock.now(), {
      action: "sessions_ended",
      actor: ctx.actor,
      target: `user:${userId}`,
      details: { sessions: count },
    });
    return count;
  });
}

/** A key has no sessions, and finds none. */
const userOf = ({ actor }: Ctx) => (actor.kind === "user" ? actor.id : "");
