"use client";
import { ChevronLeft, ChevronRight, ListFilter } from "lucide-react";
import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover.tsx";
import { type FilterField, filterFields } from "./filter-fields.tsx";
import type { FilterEditorProps } from "./filter-params.ts";

/** All that sensors can be filtered by, one at a time; what is set stands beside it as a chip. */
export function FilterMenu(props: FilterEditorProps) {
  const [isOpen, setOpen] = useState(false);
  const [field, setField] = useState<FilterField | null>(null);
  return (
    <Popover
      open={isOpen}
      onOpenChange={(next) => {
        setOpen(next);
        setField(null);
      }}
    >
      <PopoverTrigger asChild>
        <Button size="sm" className="h-9 font-normal">
          <ListFilter aria-hidden className="text-ink-muted" />
          Filter
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Filter" className="w-80 p-0">
        {field ? (
          <>
            <div className="flex items-center gap-1 border-b p-1">
              <Button
                variant="ghost"
                size="icon"
                autoFocus
                aria-label="Back to all filters"
                onClick={() => setField(null)}
              >
                <ChevronLeft aria-hidden />
              </Button>
              <span className="font-medium">{field.label}</span>
            </div>
            <field.Editor {...props} />
          </>
        ) : (
          <FieldList {...props} onPick={setField} />
        )}
      </PopoverContent>
    </Popover>
  );
}

function FieldList({ view, onPick }: FilterEditorProps & { onPick: (field: FilterField) => void }) {
  return (
    <ul className="p-1">
      {filterFields.map((field) => (
        <li key={field.label}>
          <button
            type="button"
            onClick={() => onPick(field)}
            className="flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-sunken focus-visible:bg-sunken focus-visible:outline-none pointer-coarse:py-2.5"
          >
            <field.icon aria-hidden className="size-4 text-ink-muted" />
            {field.label}
            <span className="ml-auto max-w-36 truncate text-ink-muted text-xs">
              {field.words(view)}
            </span>
            <ChevronRight aria-hidden className="size-4 text-ink-faint" />
          </button>
        </li>
      ))}
    </ul>
  );
}
