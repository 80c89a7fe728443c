import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { revokeLinks } from "./link.ts";
import { lockUser, requireOtherAdmin } from "./query.ts";
import type { OneUser } from "./schema.ts";

/** Deletes a user with sessions, second factor and private views; the audit keeps what they did. */
export async function deleteUser(ctx: Ctx, { id }: OneUser): Promise<void> {
  authorize(ctx.actor, "administer");
  await ctx.db.$transaction(async (tx) => {
    const user = await lockUser(tx, id);
    await requireOtherAdmin(tx, user);
    await tx.savedView.deleteMany({ where: { owner: `user:${id}`, isShared: false } });
    await tx.viewDefault.deleteMany({ where: { owner: `user:${id}` } });
    await revokeLinks(tx, user.email, ctx.clock.now());
    await tx.user.delete({ where: { id } });
    await appendAudit(tx, ctx.clock.now(), {
      action: "user_deleted",
      actor: ctx.actor,
      target: `user:${id}`,
      details: { email: user.email, name: user.name, role: user.role },
    });
  });
}
