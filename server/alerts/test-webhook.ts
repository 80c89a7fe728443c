import { randomUUID } from "node:crypto";
import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { publicUrl } from "../settings/public-url.ts";
import { readSettings } from "../settings/read.ts";
import { postMessage } from "./post.ts";
import type { TestResult } from "./schema.ts";

/** Sends one test message at once, also to a webhook that is turned off, and says how it went. */
export async function testWebhook(ctx: Ctx, { id }: { id: string }): Promise<TestResult> {
  authorize(ctx.actor, "administer");
  const webhook = await ctx.db.webhook.findUnique({ where: { id } });
  if (!webhook) throw new AppError("NotFound", "There is no webhook with this id.");
  const { notifications } = await readSettings(ctx.db);
  const startedAt = ctx.clock.now();
  const message = {
    id: randomUUID(),
    kind: "test",
    at: startedAt,
    title: `Test message of the webhook "${webhook.name}"`,
    details: { sentBy: ctx.actor.name },
    url: `${await publicUrl(ctx.db, ctx.config)}/settings/notifications`,
  } as const;
  const { status, error } = await postMessage(webhook, message.id, message, {
    ...ctx,
    ...notifications,
  });
  const endedAt = ctx.clock.now();
  const isDelivered = error === null;
  await ctx.db.$transaction(async (tx) => {
    await appendAudit(tx, endedAt, {
      action: "webhook_tested",
      actor: ctx.actor,
      target: `webhook:${id}`,
      details: { name: webhook.name, isDelivered, status, error },
    });
  });
  return { isDelivered, status, error, durationMs: endedAt.getTime() - startedAt.getTime() };
}
