import { factsOf, oneLine } from "./facts.ts";
import type { AlertMessage } from "./message.ts";

const card = "application/vnd.microsoft.card.adaptive";

/**
 * What a Teams workflow ("post to a channel when a webhook request is received") takes: one adaptive
 * card. All texts are `TextRun`s, the one element in which Teams reads no Markdown.
 */
export function teamsBody(message: AlertMessage) {
  const facts = factsOf(message.details).map(({ label, value }) =>
    block({ ...run(`${label}: `), weight: "Bolder" }, run(value)),
  );
  const content = {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.4",
    body: [
      block({ ...run(oneLine(message.title, 200)), weight: "Bolder", size: "Medium" }),
      ...facts,
      block({ ...run(message.at.toISOString()), isSubtle: true, size: "Small" }),
    ],
    actions: [{ type: "Action.OpenUrl", title: "Open in Telovix", url: message.url }],
  };
  return { type: "message", attachments: [{ contentType: card, contentUrl: null, content }] };
}

interface Run {
  readonly type: "TextRun";
  readonly text: string;
  readonly weight?: "Bolder";
  readonly size?: "Small" | "Medium";
  readonly isSubtle?: boolean;
}

const run = (text: string): Run => ({ type: "TextRun", text });

const block = (...inlines: Run[]) => ({ type: "RichTextBlock", inlines });
