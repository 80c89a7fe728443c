import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { newLink } from "./link.ts";
import { endSessions, lockUser } from "./query.ts";
import type { CreatedInvite, OneUser } from "./schema.ts";

/**
 * Makes a link with which a user sets a new password. Their sessions end and the old password is
 * gone at once, so that whoever knew it is out.
 */
export async function resetUserPassword(ctx: Ctx, { id }: OneUser): Promise<CreatedInvite> {
  authorize(ctx.actor, "administer");
  return ctx.db.$transaction(async (tx) => {
    const user = await lockUser(tx, id);
    if (user.disabledAt) throw new AppError("InvalidRequest", "id: enable this user first.");
    if (ctx.actor.kind === "user" && ctx.actor.id === id)
      throw new AppError("InvalidRequest", "id: change your own password under Account.");
    const link = await newLink(ctx, tx, { email: user.email, role: user.role, userId: id });
    const credential = { userId: id, providerId: "credential" };
    await tx.account.updateMany({ where: credential, data: { password: null } });
    const sessions = await endSessions(tx, id);
    await appendAudit(tx, ctx.clock.now(), {
      action: "password_reset",
      actor: ctx.actor,
      target: `user:${id}`,
      details: { email: user.email, sessions, expiresAt: link.expiresAt },
    });
    return link;
  });
}
