"use client";
import { parseAsString, useQueryStates } from "nuqs";
import { useState } from "react";
import { useFacets } from "../sensors/filter-values.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Panel } from "../ui/panel.tsx";
import { RuleFilter } from "./rule-filter.tsx";
import { TestAnswer } from "./test-answer.tsx";
import { useTest } from "./use-test.ts";
import { YamlField } from "./yaml-field.tsx";

const params = {
  rule: parseAsString,
  cluster: parseAsString.withDefault(""),
  namespace: parseAsString.withDefault(""),
};

/** Manifests on the left, what the rules say of them on the right. */
export function TryScreen() {
  const [yaml, setYaml] = useState("");
  const [{ rule, cluster, namespace }, setView] = useQueryStates(params);
  const test = useTest({
    yaml,
    ...(rule && { ruleIds: [rule] }),
    ...(cluster.trim() && { cluster: cluster.trim() }),
    ...(namespace.trim() && { namespace: namespace.trim() }),
  });
  const isAsked = yaml.trim() !== "";
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      <Panel title="What would be created">
        <div className="grid gap-4">
          <div className="grid gap-4 sm:grid-cols-2">
            <ClusterField value={cluster} onChange={(next) => setView({ cluster: next || null })} />
            <Field label="Namespace" hint="Of objects that name none.">
              {(field) => (
                <Input
                  {...field}
                  autoCapitalize="none"
                  autoComplete="off"
                  placeholder="default"
                  value={namespace}
                  onChange={({ target }) => setView({ namespace: target.value || null })}
                />
              )}
            </Field>
          </div>
          <YamlField
            {...{ yaml }}
            onChange={setYaml}
            problems={isAsked ? (test.data?.problems ?? []) : []}
            linesMin={16}
            linesMax={28}
          />
        </div>
      </Panel>
      <Panel
        title="What the rules say"
        className="xl:sticky xl:top-7"
        actions={
          <RuleFilter
            label={rule ? "Only" : "All rules that are on"}
            rule={rule}
            onChoose={(next) => setView({ rule: next })}
          />
        }
      >
        <TestAnswer isAsked={isAsked} test={test} />
      </Panel>
    </div>
  );
}

function ClusterField({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const facets = useFacets();
  return (
    <Field label="Cluster" hint="Empty: rules of any cluster are asked.">
      {(field) => (
        <>
          <Input
            {...field}
            list={`${field.id}-known`}
            autoCapitalize="none"
            autoComplete="off"
            placeholder="oslo-prod-01"
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
          <datalist id={`${field.id}-known`}>
            {facets?.clusters.map(({ value: name }) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
