import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { lockUser, viewUser, withAccounts } from "./query.ts";
import type { OneUser, UserView } from "./schema.ts";

/** Lets a disabled user sign in again. */
export async function enableUser(ctx: Ctx, { id }: OneUser): Promise<UserView> {
  authorize(ctx.actor, "administer");
  return ctx.db.$transaction(async (tx) => {
    const user = await lockUser(tx, id);
    if (!user.disabledAt) return viewUser(user);
    const data = { disabledAt: null };
    const changed = await tx.user.update({ where: { id }, data, include: withAccounts });
    await appendAudit(tx, ctx.clock.now(), {
      action: "user_enabled",
      actor: ctx.actor,
      target: `user:${id}`,
      details: { email: user.email },
    });
    return viewUser(changed);
  });
}
