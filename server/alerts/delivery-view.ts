import type { Prisma } from "../db/generated/client.ts";
import { AlertKind, type DeliveryView } from "./schema.ts";

/** What a `DeliveryView` is made of. */
export const deliveryParts = {
  webhook: { select: { id: true, name: true } },
  alert: { select: { id: true, kind: true, title: true } },
} as const;

export type DeliveryRow = Prisma.WebhookDeliveryGetPayload<{ include: typeof deliveryParts }>;

/** A worker holds it: taking it clears what the try before it left. */
export function isBeingSent({
  state,
  attempts,
  lastError,
}: Pick<DeliveryRow, "state" | "attempts" | "lastError">): boolean {
  return state === "pending" && attempts > 0 && lastError === null;
}

export function viewDelivery(row: DeliveryRow): DeliveryView {
  const { id, state, attempts, webhook, alert } = row;
  const waits = state === "pending" && !isBeingSent(row);
  return {
    id,
    state,
    attempts,
    webhook,
    alert: { ...alert, kind: AlertKind.parse(alert.kind) },
    status: row.lastStatus,
    error: row.lastError,
    nextAt: waits ? row.nextAt.toISOString() : null,
    createdAt: row.createdAt.toISOString(),
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
  };
}
