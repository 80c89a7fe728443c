import { Webhook as Signer } from "standardwebhooks";
import type { SecretBox } from "../ca/secret-box.ts";
import type { Clock } from "../clock.ts";
import type { Webhook } from "../db/generated/client.ts";
import type { AlertMessage } from "./message.ts";
import { messageBody } from "./message-body.ts";
import { type Answer, type Sending, sendWebhook } from "./send.ts";

export interface Posting {
  readonly clock: Clock;
  readonly secretBox: SecretBox;
  readonly allowPrivateAddresses: boolean;
  readonly sending?: Sending;
}

/** Sends one message to one webhook, signed at this moment; `id` stays the same over all tries. */
export async function postMessage(
  webhook: Webhook,
  id: string,
  message: AlertMessage,
  { clock, secretBox, allowPrivateAddresses, sending = {} }: Posting,
): Promise<Answer> {
  const body = messageBody(webhook.format, message);
  const at = clock.now();
  const signer = new Signer(secretBox.unseal(webhook.encryptedSecret));
  const headers = {
    "content-type": "application/json",
    "user-agent": "telovix",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": signer.sign(id, at, body),
  };
  const url = secretBox.unseal(webhook.encryptedUrl);
  return sendWebhook({ url, headers, body, allowPrivateAddresses }, sending);
}
