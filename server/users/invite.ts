import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import { storedEmail } from "../auth/email.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { newLink } from "./link.ts";
import { lockUsers } from "./query.ts";
import type { CreatedInvite, CreateInvite } from "./schema.ts";

/** Makes a link with which somebody new sets name and password; it takes the place of an older one. */
export async function inviteUser(ctx: Ctx, input: CreateInvite): Promise<CreatedInvite> {
  authorize(ctx.actor, "administer");
  const email = storedEmail(input.email);
  return ctx.db.$transaction(async (tx) => {
    await lockUsers(tx);
    if (await tx.user.findUnique({ where: { email } }))
      throw new AppError("InvalidRequest", `email: ${input.email} is a user already.`);
    const invite = await newLink(ctx, tx, { email, role: input.role, userId: null });
    await appendAudit(tx, ctx.clock.now(), {
      action: "user_invited",
      actor: ctx.actor,
      target: `invite:${invite.id}`,
      details: { email: input.email, role: input.role, expiresAt: invite.expiresAt },
    });
    return invite;
  });
}
