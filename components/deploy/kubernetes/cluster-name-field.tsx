"use client";
import { useFacets } from "../../sensors/filter-values.tsx";
import { ChipSuggestions } from "../../ui/chip-suggestions.tsx";
import { TextField } from "./text-field.tsx";

const suggestedMax = 8;

interface ClusterNameFieldProps {
  name: string;
  problem: string | undefined;
  onChange: (name: string) => void;
}

/** What the cluster is called, with those that the fleet has to pick from. */
export function ClusterNameField({ name, problem, onChange }: ClusterNameFieldProps) {
  const clusters = useFacets()?.clusters ?? [];
  const known = clusters.find(({ value }) => value === name);
  const typed = name.toLowerCase();
  const suggested = clusters
    .map(({ value }) => value)
    .filter((value) => value !== name && value.toLowerCase().includes(typed))
    .slice(0, suggestedMax);
  return (
    <div className="grid content-start gap-1.5">
      <TextField
        label="Cluster name"
        hint={
          known
            ? `Known already, with ${known.count.toLocaleString("en-US")} ${known.count === 1 ? "sensor" : "sensors"}: new ones join them.`
            : "Shown in the Console. The token admits this cluster only."
        }
        error={problem}
        value={name}
        placeholder="prod-cluster"
        onChange={onChange}
      />
      <ChipSuggestions label="Known clusters" values={suggested} onPick={onChange} />
    </div>
  );
}
