"use client";
import { X } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover.tsx";
import { type FilterField, filterFields } from "./filter-fields.tsx";
import type { FilterEditorProps } from "./filter-params.ts";

/** One chip for each filter that is set; it opens its editor, and goes with one click. */
export function FilterChips(props: FilterEditorProps) {
  return filterFields.map((field) => <FilterChip key={field.label} field={field} {...props} />);
}

function FilterChip({ field, ...props }: FilterEditorProps & { field: FilterField }) {
  const { label, words, clear, Editor } = field;
  const shown = words(props.view);
  if (shown === null) return null;
  return (
    <span className="inline-flex h-9 max-w-full items-stretch rounded-md border border-accent/60 bg-accent-soft text-[0.8125rem]">
      <Popover>
        <PopoverTrigger asChild>
          <button
            type="button"
            className="flex min-w-0 items-center gap-1.5 rounded-l-md pr-1 pl-2.5"
          >
            <span className="shrink-0 text-ink-muted">{label}</span>
            <span className="max-w-64 truncate font-medium">{shown}</span>
          </button>
        </PopoverTrigger>
        <PopoverContent aria-label={`Filter by ${label.toLowerCase()}`} className="w-80 p-0">
          <Editor {...props} />
        </PopoverContent>
      </Popover>
      <button
        type="button"
        onClick={() => props.change(clear)}
        className="grid w-8 place-items-center rounded-r-md text-ink-muted hover:text-ink pointer-coarse:w-10"
      >
        <X aria-hidden className="size-3.5" />
        <span className="sr-only">Remove the {label.toLowerCase()} filter</span>
      </button>
    </span>
  );
}

export function ClearFilters({ onClear }: { onClear: () => void }) {
  return (
    <Button variant="ghost" size="sm" className="h-9" onClick={onClear}>
      Clear filters
    </Button>
  );
}
