import { Braces, type LucideIcon, MessagesSquare, Users } from "lucide-react";
import type { WebhookView } from "../../server/alerts/schema.ts";

type Format = WebhookView["format"];

interface FormatLook {
  readonly word: string;
  readonly hint: string;
  readonly icon: LucideIcon;
  /** Where its URL comes from. */
  readonly urlHint: string;
}

export const formatLooks: Record<Format, FormatLook> = {
  generic: {
    word: "JSON",
    hint: "Signed, for programs.",
    icon: Braces,
    urlHint: "Receives a signed POST for each alert.",
  },
  slack: {
    word: "Slack",
    hint: "A message in a channel.",
    icon: MessagesSquare,
    urlHint: "From the Slack app's Incoming Webhooks: https://hooks.slack.com/services/…",
  },
  teams: {
    word: "Teams",
    hint: "A card in a channel.",
    icon: Users,
    urlHint: "From the channel's workflow “Post to a channel when a webhook request is received”.",
  },
};
