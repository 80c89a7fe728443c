import { randomUUID } from "node:crypto";
import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { readSettings } from "../settings/read.ts";
import type { CreateWebhook } from "./schema.ts";
import { newSigningSecret } from "./signing-secret.ts";
import { urlRefusal } from "./webhook-url.ts";

/** Every alert goes to each of them. */
export const webhooksMax = 50;

/** Makes a webhook. Its URL goes in here and never comes out; the secret is in the answer once. */
export async function createWebhook(
  ctx: Ctx,
  input: CreateWebhook,
): Promise<{ id: string; secret: string }> {
  authorize(ctx.actor, "administer");
  const { name, format, url, alerts } = input;
  const id = randomUUID();
  const secret = newSigningSecret();
  const now = ctx.clock.now();
  const { host } = new URL(url);
  await ctx.db.$transaction(async (tx) => {
    const { notifications } = await readSettings(tx);
    const refusal = urlRefusal(url, { privateAddresses: notifications.allowPrivateAddresses });
    if (refusal) throw new AppError("InvalidRequest", `url: ${refusal}`);
    if ((await tx.webhook.count()) >= webhooksMax) {
      throw new AppError("InvalidRequest", `There are ${webhooksMax} webhooks; delete one first.`);
    }
    await tx.webhook.create({
      data: {
        id,
        name,
        format,
        host,
        alerts,
        encryptedUrl: ctx.secretBox.seal(url),
        encryptedSecret: ctx.secretBox.seal(secret),
        createdAt: now,
        createdBy: ctx.actor.name,
      },
    });
    await appendAudit(tx, now, {
      action: "webhook_created",
      actor: ctx.actor,
      target: `webhook:${id}`,
      details: { name, format, host, alerts },
    });
  });
  return { id, secret };
}
