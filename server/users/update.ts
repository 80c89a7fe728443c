import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { lockUser, requireOtherAdmin, viewUser, withAccounts } from "./query.ts";
import type { UpdateUser, UserView } from "./schema.ts";

/** Changes a user's role or name; the role holds from the next request on. */
export async function updateUser(ctx: Ctx, { id, ...changes }: UpdateUser): Promise<UserView> {
  authorize(ctx.actor, "administer");
  return ctx.db.$transaction(async (tx) => {
    const user = await lockUser(tx, id);
    if (changes.role !== undefined && changes.role !== "admin") await requireOtherAdmin(tx, user);
    const before = { role: user.role, name: user.name };
    const after = { role: changes.role ?? user.role, name: changes.name ?? user.name };
    const include = withAccounts;
    const changed = await tx.user.update({ where: { id }, data: after, include });
    if (before.role !== after.role || before.name !== after.name) {
      await appendAudit(tx, ctx.clock.now(), {
        action: "user_changed",
        actor: ctx.actor,
        target: `user:${id}`,
        details: { email: user.email, before, after },
      });
    }
    return viewUser(changed);
  });
}
