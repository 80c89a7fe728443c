import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { decodeTimeCursor, encodeCursor } from "../db/cursor.ts";
import type { Prisma } from "../db/generated/client.ts";
import { deliveryParts, viewDelivery } from "./delivery-view.ts";
import type { DeliveryView, ListDeliveries } from "./schema.ts";

/** The delivery log, newest first. */
export async function listDeliveries(
  ctx: Ctx,
  input: ListDeliveries,
): Promise<{ items: DeliveryView[]; nextCursor: string | null; total: number }> {
  authorize(ctx.actor, "administer");
  const { webhookId, state, cursor, limit } = input;
  const where = { ...(webhookId ? { webhookId } : {}), ...(state ? { state } : {}) };
  const [rows, total] = await Promise.all([
    ctx.db.webhookDelivery.findMany({
      where: { AND: [where, cursor ? afterCursor(cursor) : {}] },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
      include: deliveryParts,
    }),
    ctx.db.webhookDelivery.count({ where }),
  ]);
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items: items.map(viewDelivery),
    nextCursor: last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
    total,
  };
}

function afterCursor(cursor: string): Prisma.WebhookDeliveryWhereInput {
  const [createdAt, id] = decodeTimeCursor(cursor);
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}
