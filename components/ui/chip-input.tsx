"use client";
import { X } from "lucide-react";
import { type FocusEvent, type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import type { ControlProps } from "./field.tsx";

export interface ChipInputProps {
  control: ControlProps;
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** A sentence when these cannot be added to what is there. */
  problemOf: (added: readonly string[], all: readonly string[]) => string | null;
  /** Called with that sentence, and with null once there is none. */
  onProblem: (problem: string | null) => void;
  placeholder: string;
  /** Below the field: what goes with the text typed so far; `pick` adds one. */
  suggest?: (text: string, pick: (value: string) => void) => ReactNode;
}

/** Chips and a field: Enter, comma, space or leaving adds; Backspace in the empty field takes away. */
export function ChipInput(props: ChipInputProps) {
  const { control, values, onChange, problemOf, onProblem, placeholder, suggest } = props;
  const [text, setText] = useState("");
  const box = useRef<HTMLDivElement>(null);

  const add = (typed: string) => {
    const added = typed.split(/[\s,]+/).filter(Boolean);
    const all = [...new Set([...values, ...added])];
    const problem = problemOf(added, all);
    onProblem(problem);
    if (problem) return;
    setText("");
    if (added.length > 0) onChange(all);
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
    if (event.key === "Backspace" && !text && values.length > 0) onChange(values.slice(0, -1));
  };

  return (
    <div ref={box} className="grid gap-1.5">
      <div className="flex min-h-9 flex-wrap items-center gap-1.5 rounded-md border border-control/70 bg-surface px-2 py-1.5 shadow-raised focus-within:border-accent focus-within:outline-2 focus-within:outline-accent has-aria-invalid:border-danger">
        {values.map((value) => (
          <span
            key={value}
            className="inline-flex max-w-full items-center gap-0.5 rounded border bg-sunken pl-1.5 text-xs leading-5"
          >
            <span className="truncate">{value}</span>
            <button
              type="button"
              aria-label={`Remove ${value}`}
              className="grid size-5 place-items-center rounded text-ink-muted hover:text-danger"
              onClick={() => onChange(values.filter((other) => other !== value))}
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
          placeholder={values.length === 0 ? placeholder : ""}
          onChange={(event) => {
            setText(event.target.value);
            onProblem(null);
          }}
          onKeyDown={onKeyDown}
          onBlur={onLeave}
          className="min-w-24 flex-1 bg-transparent outline-none placeholder:text-ink-faint max-md:text-base"
        />
      </div>
      {suggest?.(text, add)}
    </div>
  );
}
