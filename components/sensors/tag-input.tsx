"use client";
import { Tag } from "../../server/sensors/schema.ts";
import { ChipInput } from "../ui/chip-input.tsx";
import type { ControlProps } from "../ui/field.tsx";
import { TagSuggestions } from "./tag-suggestions.tsx";

const tagsMax = 32;

interface TagInputProps {
  control: ControlProps;
  tags: readonly string[];
  onChange: (tags: string[]) => void;
  /** Called with a sentence when what was typed is no tag, null once it is. */
  onProblem: (problem: string | null) => void;
}

/** Chips and a field for tags, with those of the fleet to pick from. */
export function TagInput({ control, tags, onChange, onProblem }: TagInputProps) {
  return (
    <ChipInput
      {...{ control, onChange, onProblem, problemOf }}
      values={tags}
      placeholder="env:prod"
      suggest={(text, pick) => <TagSuggestions text={text} chosen={tags} onPick={pick} />}
    />
  );
}

function problemOf(added: readonly string[], all: readonly string[]): string | null {
  const bad = added.find((tag) => !Tag.safeParse(tag).success);
  if (bad) return `“${bad}” is no tag: ${Tag.safeParse(bad).error?.issues[0]?.message}.`;
  return all.length > tagsMax ? `At most ${tagsMax} tags.` : null;
}
