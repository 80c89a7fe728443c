import type { WebhookFormat } from "../db/generated/enums.ts";
import type { AlertMessage } from "./message.ts";
import { slackBody } from "./slack.ts";
import { teamsBody } from "./teams.ts";

/** The body of a webhook in its receiver's form. */
export function messageBody(format: WebhookFormat, message: AlertMessage): string {
  switch (format) {
    case "generic":
      return JSON.stringify(genericBody(message));
    case "slack":
      return JSON.stringify(slackBody(message));
    case "teams":
      return JSON.stringify(teamsBody(message));
  }
}

/** As Standard Webhooks has it: type, timestamp, data. */
function genericBody({ id, kind, at, title, details, url }: AlertMessage) {
  return { type: kind, timestamp: at.toISOString(), data: { id, title, details, url } };
}
