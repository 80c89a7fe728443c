import { Ban, CircleHelp, type LucideIcon, TriangleAlert } from "lucide-react";
import type { Decision } from "../../server/admission/schema.ts";
import { cn } from "../ui/class-names.ts";

type Outcome = Decision["outcome"];

/** Told by word, icon and color. */
const looks: Record<Outcome, readonly [word: string, icon: LucideIcon, color: string]> = {
  denied: ["Denied", Ban, "text-offline"],
  warned: ["Warned", TriangleAlert, "text-degraded"],
  error: ["Not decided", CircleHelp, "text-stale"],
};

export const outcomeWord = (outcome: string): string =>
  outcome in looks ? looks[outcome as Outcome][0] : outcome;

export function DecisionOutcome({ decision }: { decision: Decision }) {
  const { outcome, allowed } = decision;
  const [word, Icon, color] = looks[outcome];
  return (
    <span className={cn("inline-flex items-center gap-1.5 font-medium", color)}>
      <Icon aria-hidden className="size-3.5 shrink-0" strokeWidth={2.5} />
      {word}
      {outcome === "error" && (
        <span className="font-normal text-ink-muted text-xs">{allowed ? "let in" : "refused"}</span>
      )}
    </span>
  );
}
