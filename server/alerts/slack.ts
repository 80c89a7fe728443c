import { factsOf, oneLine } from "./facts.ts";
import type { AlertMessage } from "./message.ts";

/**
 * Slack's incoming webhook: `text` for notifications, blocks for the channel. Texts of ours and of
 * strangers stand in `plain_text`, where Slack reads no formatting.
 */
export function slackBody(message: AlertMessage) {
  const title = oneLine(message.title, 140);
  const fields = factsOf(message.details).map(({ label, value }) =>
    plainText(`${label}: ${value}`),
  );
  return {
    text: escapeSlack(title),
    blocks: [
      { type: "header", text: plainText(title) },
      ...(fields.length > 0 ? [{ type: "section", fields }] : []),
      {
        type: "context",
        elements: [
          { type: "mrkdwn", text: `<${escapeSlack(encodeURI(message.url))}|Open in Telovix>` },
          plainText(message.at.toISOString()),
        ],
      },
    ],
  };
}

function plainText(text: string) {
  return { type: "plain_text", text: escapeSlack(text), emoji: false };
}

/** Slack's three control characters; without `<`, nobody is mentioned and nothing is linked. */
function escapeSlack(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
