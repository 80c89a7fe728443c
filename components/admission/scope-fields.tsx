"use client";
import { useWatch } from "react-hook-form";
import { RuleDraft } from "../../server/admission/schema.ts";
import { useFacets } from "../sensors/filter-values.tsx";
import { GlobField } from "./glob-field.tsx";
import type { RuleForm } from "./rule-values.ts";
import { scopeWords } from "./scope-words.ts";

const fields = [
  {
    name: "clusters",
    label: "Clusters",
    hint: "Empty: all of them. * stands for any run of characters.",
    placeholder: "prod-*",
  },
  {
    name: "namespaces",
    label: "Namespaces",
    hint: "Empty: all of them.",
    placeholder: "team-*",
  },
  {
    name: "excludeNamespaces",
    label: "Excluded namespaces",
    hint: "Never here, whatever stands above. Pods of the cluster itself belong here.",
    placeholder: "kube-system",
  },
] as const;
type ScopeField = (typeof fields)[number]["name"];

/** Where nobody should have to type what every cluster has. */
const usual = ["kube-system", "telovix-system", "kube-public", "kube-node-lease", "default"];

/** In which clusters and namespaces a rule is asked. */
export function ScopeFields({ form }: { form: RuleForm }) {
  const { control, setValue, setError, clearErrors, formState } = form;
  const [clusters = [], namespaces = [], excludeNamespaces = []] = useWatch({
    control,
    name: ["clusters", "namespaces", "excludeNamespaces"],
  });
  const values = { clusters, namespaces, excludeNamespaces };
  const facets = useFacets();
  const known = {
    clusters: facets?.clusters ?? [],
    namespaces: [],
    excludeNamespaces: usual.map((value) => ({ value, count: 0 })),
  };
  return (
    <div className="grid items-start gap-4 md:grid-cols-2 md:[&>:nth-child(n+3)]:col-span-2">
      {fields.map(({ name, ...words }) => (
        <GlobField
          key={name}
          {...words}
          globs={values[name]}
          known={known[name]}
          error={formState.errors[name]?.message}
          problemOf={(_, all) => problemOf(name, all)}
          onChange={(globs) => setValue(name, globs, { shouldDirty: true })}
          onProblem={(problem) =>
            problem ? setError(name, { message: problem }) : clearErrors(name)
          }
        />
      ))}
      <p role="status" className="rounded-lg border bg-sunken px-3 py-2 text-ink-muted">
        <span className="font-medium text-ink">Asked in: </span>
        {scopeWords(values)}.
      </p>
    </div>
  );
}

function problemOf(field: ScopeField, all: readonly string[]): string | null {
  const issue = RuleDraft.shape[field].safeParse(all).error?.issues[0];
  const wrong = typeof issue?.path[0] === "number" ? all[issue.path[0]] : undefined;
  return issue ? (wrong ? `“${wrong}” is no name: ${issue.message}.` : issue.message) : null;
}
