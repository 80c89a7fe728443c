import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { notify } from "../db/notify.ts";
import { AppError } from "../errors.ts";

/** Ends a token at once. Sensors that it enrolled stay. Repeating it changes nothing. */
export async function revokeToken(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx.actor, "operate");
  const now = ctx.clock.now();
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.enrollmentToken.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count === 0) {
      if (await tx.enrollmentToken.findUnique({ where: { id } })) return;
      throw new AppError("NotFound", "There is no enrollment token with this id.");
    }
    await notify(tx, { topic: "tokens" });
    await appendAudit(tx, now, {
      action: "token_revoked",
      actor: ctx.actor,
      target: `token:${id}`,
    });
  });
}
