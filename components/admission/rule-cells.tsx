import { CircleAlert } from "lucide-react";
import Link from "next/link";
import type { ListedRule } from "../../server/admission/schema.ts";
import { cn } from "../ui/class-names.ts";
import { ruleDecisionsHref, ruleHref } from "./admission-hrefs.ts";

/** Its name, which leads to it, and what it checks. */
export function RuleName({ rule }: { rule: ListedRule }) {
  const { id, name, description, expression, lastError } = rule;
  return (
    <div className="grid min-w-0 gap-0.5">
      <Link
        href={ruleHref(id)}
        className="truncate font-medium text-ink after:absolute after:inset-0 after:content-['']"
      >
        {name}
      </Link>
      {description ? (
        <span className="truncate text-ink-muted text-xs" title={description}>
          {description}
        </span>
      ) : (
        <code className="truncate font-mono text-2xs text-ink-muted" title={expression}>
          {expression}
        </code>
      )}
      {lastError && (
        <span className="flex items-center gap-1 text-stale text-xs" title={lastError.message}>
          <CircleAlert aria-hidden className="size-3.5 shrink-0" />
          Could not be evaluated
        </span>
      )}
    </div>
  );
}

interface RuleDecisionsProps {
  rule: ListedRule;
  /** Says what the number counts, where no heading does. */
  isAlone?: boolean;
}

/** How many pods it refused or warned about in a day; leads to them. */
export function RuleDecisions({ rule, isAlone = false }: RuleDecisionsProps) {
  const count = rule.decisionsLastDay;
  if (count === 0)
    return <span className="text-ink-muted">{isAlone ? "No decisions in 24 h" : "None"}</span>;
  return (
    <Link
      href={ruleDecisionsHref(rule.id)}
      className="relative z-10 text-accent tabular-nums hover:underline"
    >
      {count.toLocaleString("en-US")}
      <span className={cn(!isAlone && "sr-only")}>
        {count === 1 ? " decision" : " decisions"}
        <span className="sr-only"> of {rule.name}</span> in 24 h
      </span>
    </Link>
  );
}
