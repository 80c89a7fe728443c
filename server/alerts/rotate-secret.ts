import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { newSigningSecret } from "./signing-secret.ts";
import { lockWebhook } from "./webhook-view.ts";

/** A new signing secret, in force at once. The answer is the only place where it appears. */
export async function rotateWebhookSecret(
  ctx: Ctx,
  { id }: { id: string },
): Promise<{ id: string; secret: string }> {
  authorize(ctx.actor, "administer");
  const secret = newSigningSecret();
  await ctx.db.$transaction(async (tx) => {
    const { name, host } = await lockWebhook(tx, id);
    const encryptedSecret = ctx.secretBox.seal(secret);
    await tx.webhook.update({ where: { id }, data: { encryptedSecret } });
    await appendAudit(tx, ctx.clock.now(), {
      action: "webhook_secret_rotated",
      actor: ctx.actor,
      target: `webhook:${id}`,
      details: { name, host },
    });
  });
  return { id, secret };
}
