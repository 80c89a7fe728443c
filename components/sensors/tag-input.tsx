"use client";
import { X } from "lucide-react";
import { type FocusEvent, type KeyboardEvent, useRef, useState } from "react";
import { Tag } from "../../server/sensors/schema.ts";
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

/** Chips and a field: Enter, comma, space or leaving adds; Backspace in the empty field takes away. */
export function TagInput({ control, tags, onChange, onProblem }: TagInputProps) {
  const [text, setText] = useState("");
  const box = useRef<HTMLDivElement>(null);

  const add = (typed: string) => {
    const added = typed.split(/[\s,]+/).filter(Boolean);
    const bad = added.find((tag) => !Tag.safeParse(tag).success);
    const all = [...new Set([...tags, ...added])];
    if (bad) onProblem(`“${bad}” is no tag: ${Tag.safeParse(bad).error?.issues[0]?.message}.`);
    else if (all.length > tagsMax) onProblem(`At most ${tagsMax} tags.`);
    else {
      onProblem(null);
      setText("");
      if (added.length > 0) onChange(all);
    }
  };

  /** Going on to a suggestion does not add what is typed: it may be its begin. */
  const onLeave = ({ relatedTarget }: FocusEvent) => {
    if (text && !box.current?.contains(relatedTarget)) add(text);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (["Enter", ",", " "].includes(event.key) && text) {
      event.preventDefault();
      add(text);
    }
    if (event.key === "Backspace" && !text && tags.length > 0) onChange(tags.slice(0, -1));
  };

  return (
    <div ref={box} className="grid gap-1.5">
      <div className="flex min-h-9 flex-wrap items-center gap-1.5 rounded-md border border-control/70 bg-surface px-2 py-1.5 shadow-raised focus-within:border-accent focus-within:outline-2 focus-within:outline-accent has-aria-invalid:border-danger">
        {tags.map((tag) => (
          <span
            key={tag}
            className="inline-flex max-w-full items-center gap-0.5 rounded border bg-sunken pl-1.5 text-xs leading-5"
          >
            <span className="truncate">{tag}</span>
            <button
              type="button"
              aria-label={`Remove ${tag}`}
              className="grid size-5 place-items-center rounded text-ink-muted hover:text-danger"
              onClick={() => onChange(tags.filter((other) => other !== tag))}
            >
              <X aria-hidden className="size-3" />
            </button>
          </span>
        ))}
        <input
          {...control}
          value={text}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          placeholder={tags.length === 0 ? "env:prod" : ""}
          onChange={(event) => {
            setText(event.target.value);
            onProblem(null);
          }}
          onKeyDown={onKeyDown}
          onBlur={onLeave}
          className="min-w-24 flex-1 bg-transparent outline-none placeholder:text-ink-faint max-md:text-base"
        />
      </div>
      <TagSuggestions text={text} chosen={tags} onPick={add} />
    </div>
  );
}
