import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import type { WebhookView } from "./schema.ts";
import { viewWebhook } from "./webhook-view.ts";

interface Last {
  webhookId: string;
  state: "pending" | "delivered" | "failed";
  status: number | null;
  error: string | null;
  at: Date;
}

/** All of them, by name; there are at most `webhooksMax`. */
export async function listWebhooks(
  ctx: Ctx,
): Promise<{ items: WebhookView[]; nextCursor: null; total: number }> {
  authorize(ctx.actor, "administer");
  const [webhooks, newest] = await Promise.all([
    ctx.db.webhook.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }] }),
    ctx.db.$queryRaw<Last[]>`
      SELECT w.id AS "webhookId", d.state, d.last_status AS status, d.last_error AS error,
        coalesce(d.delivered_at, d.created_at) AS at
      FROM webhook w JOIN LATERAL (SELECT * FROM webhook_delivery
        WHERE webhook_id = w.id ORDER BY created_at DESC, id DESC LIMIT 1) d ON TRUE`,
  ]);
  const last = new Map(
    newest.map(({ webhookId, at, ...rest }) => [webhookId, { ...rest, at: at.toISOString() }]),
  );
  const items = webhooks.map((row) => viewWebhook(row, last.get(row.id) ?? null));
  return { items, nextCursor: null, total: items.length };
}
