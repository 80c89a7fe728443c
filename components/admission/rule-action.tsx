import { Ban, type LucideIcon, TriangleAlert } from "lucide-react";
import type { Rule } from "../../server/admission/schema.ts";
import { cn } from "../ui/class-names.ts";

interface ActionLook {
  word: string;
  icon: LucideIcon;
  color: string;
  effect: string;
}

/** Told by word, icon and color. */
export const actionLooks: Record<Rule["action"], ActionLook> = {
  deny: {
    ...{ word: "Deny", icon: Ban, color: "text-offline" },
    effect: "The pod is not created. Whoever tried reads the message.",
  },
  warn: {
    ...{ word: "Warn", icon: TriangleAlert, color: "text-degraded" },
    effect: "The pod is created. Whoever did it reads the message.",
  },
};

export function RuleActionBadge({ action }: { action: Rule["action"] }) {
  const { word, icon: Icon, color } = actionLooks[action];
  return (
    <span className={cn("inline-flex items-center gap-1.5 font-medium", color)}>
      <Icon aria-hidden className="size-3.5" strokeWidth={2.5} />
      {word}
    </span>
  );
}
