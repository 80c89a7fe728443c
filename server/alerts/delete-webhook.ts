import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { lockWebhook } from "./webhook-view.ts";

/** With its delivery log, and with what was still to be delivered. */
export async function deleteWebhook(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx.actor, "administer");
  await ctx.db.$transaction(async (tx) => {
    const { name, format, host } = await lockWebhook(tx, id);
    await tx.webhook.delete({ where: { id } });
    await appendAudit(tx, ctx.clock.now(), {
      action: "webhook_deleted",
      actor: ctx.actor,
      target: `webhook:${id}`,
      details: { name, format, host },
    });
  });
}
