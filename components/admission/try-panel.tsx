"use client";
import { useState } from "react";
import type { TestRules } from "../../server/admission/schema.ts";
import { Panel } from "../ui/panel.tsx";
import { TestAnswer } from "./test-answer.tsx";
import { useTest } from "./use-test.ts";
import { YamlField } from "./yaml-field.tsx";

type Rule = Pick<TestRules, "draft" | "ruleIds">;

/** Manifests evaluated against one rule: as it is being written, or as it is stored. Null: it checks nothing yet. */
export function TryPanel({ rule }: { rule: Rule | null }) {
  const [yaml, setYaml] = useState("");
  const test = useTest({ yaml: rule ? yaml : "", ...rule });
  const isAsked = yaml.trim() !== "";
  return (
    <Panel title="Try it">
      <div className="grid gap-4">
        <YamlField
          {...{ yaml }}
          onChange={setYaml}
          problems={isAsked && rule ? (test.data?.problems ?? []) : []}
          linesMin={10}
          linesMax={18}
        />
        {rule || !isAsked ? (
          <TestAnswer {...{ isAsked, test }} />
        ) : (
          <p className="text-ink-muted">Say first what the rule checks.</p>
        )}
      </div>
    </Panel>
  );
}
