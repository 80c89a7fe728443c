import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import type { UpdateWebhook } from "./schema.ts";
import { lockWebhook } from "./webhook-view.ts";

/** Changes name, kinds of alert, or whether it is on. What still waits for one that is turned off has failed. */
export async function updateWebhook(ctx: Ctx, { id, ...changes }: UpdateWebhook): Promise<void> {
  authorize(ctx.actor, "administer");
  await ctx.db.$transaction(async (tx) => {
    const before = await lockWebhook(tx, id);
    const name = changes.name ?? before.name;
    const alerts = changes.alerts ?? before.alerts;
    const isEnabled = changes.isEnabled ?? before.isEnabled;
    await tx.webhook.update({ where: { id }, data: { name, alerts, isEnabled } });
    if (before.isEnabled && !isEnabled) {
      await tx.webhookDelivery.updateMany({
        where: { webhookId: id, state: "pending" },
        data: { state: "failed", lastError: "The webhook was turned off." },
      });
    }
    await appendAudit(tx, ctx.clock.now(), {
      action: "webhook_changed",
      actor: ctx.actor,
      target: `webhook:${id}`,
      details: {
        before: { name: before.name, alerts: before.alerts, isEnabled: before.isEnabled },
        after: { name, alerts, isEnabled },
      },
    });
  });
}
