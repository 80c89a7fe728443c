import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { endSessions, lockUser, requireOtherAdmin, viewUser, withAccounts } from "./query.ts";
import type { OneUser, UserView } from "./schema.ts";

/** Shuts a user out: sessions end at once, signing in is refused. API keys have their own life. */
export async function disableUser(ctx: Ctx, { id }: OneUser): Promise<UserView> {
  authorize(ctx.actor, "administer");
  const now = ctx.clock.now();
  return ctx.db.$transaction(async (tx) => {
    const user = await lockUser(tx, id);
    if (user.disabledAt) return viewUser(user);
    await requireOtherAdmin(tx, user);
    const data = { disabledAt: now };
    const changed = await tx.user.update({ where: { id }, data, include: withAccounts });
    const sessions = await endSessions(tx, id);
    await tx.invite.updateMany({ where: { userId: id, usedAt: null }, data: { revokedAt: now } });
    await appendAudit(tx, now, {
      action: "user_disabled",
      actor: ctx.actor,
      target: `user:${id}`,
      details: { email: user.email, sessions },
    });
    return viewUser(changed);
  });
}
