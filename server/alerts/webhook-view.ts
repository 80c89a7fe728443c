import type { Tx } from "../context.ts";
import type { Webhook } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import { AlertKind, type WebhookView } from "./schema.ts";

/** Without URL and secret: neither is ever shown again. */
export function viewWebhook(
  { encryptedUrl: _url, encryptedSecret: _secret, ...row }: Webhook,
  lastDelivery: WebhookView["lastDelivery"],
): WebhookView {
  return {
    ...row,
    alerts: row.alerts.map((kind) => AlertKind.parse(kind)),
    createdAt: row.createdAt.toISOString(),
    lastDelivery,
  };
}

/** Locked until the transaction ends. @throws {AppError} `NotFound` */
export async function lockWebhook(tx: Tx, id: string): Promise<Webhook> {
  await tx.$executeRaw`SELECT FROM webhook WHERE id = ${id}::uuid FOR UPDATE`;
  const webhook = await tx.webhook.findUnique({ where: { id } });
  if (!webhook) throw new AppError("NotFound", "There is no webhook with this id.");
  return webhook;
}
