"use client";
import { useId, useState } from "react";
import { TagInput } from "../../sensors/tag-input.tsx";
import { DurationInput } from "../../time/duration-input.tsx";
import { Field } from "../../ui/field.tsx";
import type { DeployChange } from "../deploy-params.ts";
import { FlavorChoice } from "../flavor-choice.tsx";
import { ChartSwitches } from "./chart-switches.tsx";
import type { ClusterChoice, ClusterProblems } from "./choice.ts";
import { ClusterNameField } from "./cluster-name-field.tsx";
import { MoreOptions } from "./more-options.tsx";
import { TextField } from "./text-field.tsx";

interface ClusterOptionsProps {
  choice: ClusterChoice;
  problems: ClusterProblems;
  /** The Console's setting; undefined while it is not known. */
  ttlDefault: number | undefined;
  onChange: (change: DeployChange) => void;
}

/** Which cluster, what its sensors carry, and what else the chart makes. */
export function ClusterOptions({ choice, problems, ttlDefault, onChange }: ClusterOptionsProps) {
  const [tagProblem, setTagProblem] = useState<string | null>(null);
  return (
    <div className="grid gap-6">
      <div className="grid gap-x-6 gap-y-4 lg:grid-cols-2">
        <ClusterNameField
          name={choice.clusterName}
          problem={problems.clusterName}
          onChange={(cluster) => onChange({ cluster })}
        />
        <FlavorChoice flavor={choice.flavor} onChange={onChange} />
        <Field
          label="Tags"
          hint="Every node's sensor has these."
          error={tagProblem ?? problems.tags}
        >
          {(field) => (
            <TagInput
              control={field}
              tags={choice.tags}
              onChange={(tag) => onChange({ tag })}
              onProblem={setTagProblem}
            />
          )}
        </Field>
        <TextField
          label="Node role"
          hint={
            choice.vdu
              ? "Empty: o_du, as in the overlay."
              : "Empty: control-plane nodes become control_plane, workers generic_linux."
          }
          error={problems.nodeRole}
          value={choice.nodeRole}
          placeholder="automatic"
          onChange={(nodeRole) => onChange({ nodeRole })}
        />
      </div>
      <ChartSwitches choice={choice} onChange={onChange} />
      <MoreOptions choice={choice} problems={problems} onChange={onChange} />
      <TokenLifetime {...{ choice, problems, ttlDefault, onChange }} />
    </div>
  );
}

function TokenLifetime({ choice, problems, ttlDefault, onChange }: ClusterOptionsProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-4 border-t pt-4 lg:grid-cols-2 lg:gap-x-6">
      <div>
        <h3 id={id} className="font-medium">
          Enrollment token
        </h3>
        <p className="text-pretty text-ink-muted text-xs">
          A cluster token: every node uses the same one, again after each restart. It is bound to
          the cluster's name, and from the first enrollment on to this very cluster.
        </p>
      </div>
      <Field label="Valid for" error={problems.ttlSeconds}>
        {(field) => (
          <DurationInput
            control={field}
            seconds={(choice.ttlSeconds ?? ttlDefault) || undefined}
            onChange={(seconds) => onChange({ ttl: seconds ?? 0 })}
          />
        )}
      </Field>
    </section>
  );
}
