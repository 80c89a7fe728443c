"use client";
import { useState } from "react";
import { Field } from "../ui/field.tsx";
import { TagInput } from "./tag-input.tsx";

/** Tags being edited, and what is wrong with what was typed last. */
export function useTags(initial: readonly string[]) {
  const [tags, setTags] = useState([...initial]);
  const [problem, setProblem] = useState<string | null>(null);
  return { tags, setTags, problem, setProblem };
}

interface TagsFieldProps {
  label: string;
  hint?: string;
  state: ReturnType<typeof useTags>;
}

export function TagsField({ label, hint, state }: TagsFieldProps) {
  return (
    <Field label={label} hint={hint} error={state.problem ?? undefined}>
      {(control) => (
        <TagInput
          control={control}
          tags={state.tags}
          onChange={state.setTags}
          onProblem={state.setProblem}
        />
      )}
    </Field>
  );
}
