import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { notify } from "../db/notify.ts";
import { AppError } from "../errors.ts";
import { deliveryParts, isBeingSent, viewDelivery } from "./delivery-view.ts";
import type { DeliveryView } from "./schema.ts";

/**
 * Delivers again, under the same id and with all its tries. One that is being sent at this moment is
 * left alone: it is what was asked for.
 */
export async function redeliver(ctx: Ctx, { id }: { id: string }): Promise<DeliveryView> {
  authorize(ctx.actor, "administer");
  const now = ctx.clock.now();
  return ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT FROM webhook_delivery WHERE id = ${id}::uuid FOR UPDATE`;
    const include = { ...deliveryParts, webhook: true } as const;
    const row = await tx.webhookDelivery.findUnique({ where: { id }, include });
    if (!row) throw new AppError("NotFound", "There is no delivery with this id.");
    const { webhook } = row;
    if (!webhook.isEnabled) {
      throw new AppError("InvalidRequest", `The webhook "${webhook.name}" is turned off.`);
    }
    if (isBeingSent(row)) return viewDelivery(row);
    const again = await tx.webhookDelivery.update({
      where: { id },
      data: {
        state: "pending",
        attempts: 0,
        nextAt: now,
        lastStatus: null,
        lastError: null,
        deliveredAt: null,
      },
      include: deliveryParts,
    });
    await notify(tx, { topic: "alerts" });
    await appendAudit(tx, now, {
      action: "webhook_redelivered",
      actor: ctx.actor,
      target: `webhook:${webhook.id}`,
      details: { delivery: id, alert: row.alert.title },
    });
    return viewDelivery(again);
  });
}
