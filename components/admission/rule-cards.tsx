"use client";
import type { ListedRule } from "../../server/admission/schema.ts";
import { RuleActionBadge } from "./rule-action.tsx";
import { RuleDecisions, RuleName } from "./rule-cells.tsx";
import { RuleSwitch } from "./rule-switch.tsx";
import { scopeWords } from "./scope-words.ts";

/** The same at phone width. */
export function RuleCards({ rules }: { rules: readonly ListedRule[] }) {
  return (
    <ul aria-label="Rules" className="divide-y">
      {rules.map((rule) => (
        <li key={rule.id} className="relative grid gap-2 px-4 py-3.5">
          <div className="flex items-start justify-between gap-3">
            <RuleName rule={rule} />
            <RuleSwitch rule={rule} />
          </div>
          <p className="text-ink-muted text-xs">{scopeWords(rule)}</p>
          <div className="flex items-center gap-4">
            <RuleActionBadge action={rule.action} />
            <RuleDecisions rule={rule} isAlone />
          </div>
        </li>
      ))}
    </ul>
  );
}
