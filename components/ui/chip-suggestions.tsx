"use client";
import { Plus } from "lucide-react";

interface ChipSuggestionsProps {
  label: string;
  values: readonly string[];
  onPick: (value: string) => void;
}

/** What there is already, to pick instead of typing it anew. */
export function ChipSuggestions({ label, values, onPick }: ChipSuggestionsProps) {
  if (values.length === 0) return null;
  return (
    <ul aria-label={label} className="flex flex-wrap gap-1">
      {values.map((value) => (
        <li key={value} className="min-w-0">
          <button
            type="button"
            // The field keeps the focus, and with it what is typed.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onPick(value)}
            className="inline-flex max-w-full items-center gap-0.5 rounded border border-dashed px-1.5 text-ink-muted text-xs leading-5 hover:border-accent hover:text-accent pointer-coarse:leading-8"
          >
            <Plus aria-hidden className="size-3 shrink-0" />
            <span className="truncate">{value}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
