import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import { shownEmail } from "../auth/email.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import type { OneInvite } from "./schema.ts";

/** Ends a link before it was used. */
export async function revokeInvite(ctx: Ctx, { id }: OneInvite): Promise<void> {
  authorize(ctx.actor, "administer");
  const now = ctx.clock.now();
  await ctx.db.$transaction(async (tx) => {
    const [invite] = await tx.invite.updateManyAndReturn({
      where: { id, usedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    if (!invite) throw new AppError("NotFound", "There is no open invite with this id.");
    await appendAudit(tx, now, {
      action: "invite_revoked",
      actor: ctx.actor,
      target: `invite:${id}`,
      details: { email: shownEmail(invite.email) },
    });
  });
}
