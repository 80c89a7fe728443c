import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import { storedEmail } from "../auth/email.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { endSessions, lockUser } from "./query.ts";
import type { OneUser } from "./schema.ts";

/** Takes a user's second factor away, for who lost it; they set up a new one themselves. */
export async function resetTwoFactor(ctx: Ctx, { id }: OneUser): Promise<void> {
  authorize(ctx.actor, "administer");
  await ctx.db.$transaction(async (tx) => {
    const user = await lockUser(tx, id);
    const { count } = await tx.twoFactor.deleteMany({ where: { userId: id } });
    await tx.user.update({ where: { id }, data: { twoFactorEnabled: false } });
    const sessions = await endSessions(tx, id);
    await appendAudit(tx, ctx.clock.now(), {
      action: "two_factor_reset",
      actor: ctx.actor,
      target: `user:${id}`,
      details: { email: user.email, wasSetUp: count > 0, sessions },
    });
  });
}

/** The same by address, for the command line. */
export async function resetTwoFactorOf(ctx: Ctx, email: string): Promise<void> {
  const user = await ctx.db.user.findUnique({ where: { email: storedEmail(email) } });
  if (!user) throw new AppError("NotFound", `There is no user ${email}.`);
  await resetTwoFactor(ctx, { id: user.id });
}
