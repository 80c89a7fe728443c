"use client";
import type { ReactNode } from "react";
import { suggestedTags } from "../sensors/suggested-tags.ts";
import { ChipInput } from "../ui/chip-input.tsx";
import { ChipSuggestions } from "../ui/chip-suggestions.tsx";
import { Field } from "../ui/field.tsx";

interface GlobFieldProps {
  label: string;
  hint: ReactNode;
  placeholder: string;
  globs: readonly string[];
  /** Names that exist, to pick from. */
  known: readonly { value: string; count: number }[];
  error: string | undefined;
  problemOf: (added: readonly string[], all: readonly string[]) => string | null;
  onChange: (globs: string[]) => void;
  onProblem: (problem: string | null) => void;
}

/** Names, or patterns with `*`, of clusters or namespaces. */
export function GlobField(props: GlobFieldProps) {
  const { label, hint, placeholder, globs, known, error } = props;
  const { problemOf, onChange, onProblem } = props;
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <ChipInput
          {...{ control, placeholder, problemOf, onChange, onProblem }}
          values={globs}
          suggest={(text, pick) => (
            <ChipSuggestions
              label={`Known ${label.toLowerCase()}`}
              values={suggestedTags(known, { text, chosen: globs })}
              onPick={pick}
            />
          )}
        />
      )}
    </Field>
  );
}
