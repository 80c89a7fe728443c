"use client";
import type { Rule } from "../../server/admission/schema.ts";
import { CodeBlock } from "../ui/code-block.tsx";
import { Facts } from "../ui/facts.tsx";
import { Panel } from "../ui/panel.tsx";
import { RuleActionBadge } from "./rule-action.tsx";
import { scopeWords } from "./scope-words.ts";
import { TryPanel } from "./try-panel.tsx";

/** A rule for who reads it, with manifests to try it on. */
export function RuleFacts({ rule }: { rule: Rule }) {
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,30rem)]">
      <Panel title="Rule">
        <div className="grid gap-4">
          <Facts
            facts={[
              { label: "Action", value: <RuleActionBadge action={rule.action} /> },
              { label: "Message", value: rule.message },
              { label: "Asked in", value: scopeWords(rule) },
              { label: "Description", value: rule.description || "–" },
            ]}
          />
          <CodeBlock value={rule.expression} label="expression" />
        </div>
      </Panel>
      <TryPanel rule={{ ruleIds: [rule.id] }} />
    </div>
  );
}
