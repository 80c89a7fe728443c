import { randomUUID } from "node:crypto";
import { alertKinds } from "../alerts/schema.ts";
import { seal } from "../ca/secret-box.ts";
import type { Db } from "../context.ts";
import type { WebhookFormat } from "../db/generated/enums.ts";
import { testSecret } from "./enrollment.ts";

/** base64 of 24 bytes, as standardwebhooks takes it. */
export const testWebhookSecret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";

/** A webhook that wants every alert, stored as the verb stores it. */
export async function aWebhook(
  db: Db,
  changes: { url?: string; format?: WebhookFormat; alerts?: string[]; isEnabled?: boolean } = {},
): Promise<string> {
  const { url = "https://hooks.test/telovix", ...rest } = changes;
  const id = randomUUID();
  await db.webhook.create({
    data: {
      id,
      name: "on call",
      format: "generic",
      encryptedUrl: seal(testSecret, url),
      host: new URL(url).host,
      encryptedSecret: seal(testSecret, testWebhookSecret),
      alerts: [...alertKinds],
      createdAt: new Date("2026-06-01T00:00:00Z"),
      createdBy: "admin@test",
      ...rest,
    },
  });
  return id;
}
