"use client";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/class-names.ts";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover.tsx";
import { FacetOptions } from "./facet-options.tsx";

interface FacetFilterProps {
  label: string;
  /** What there is to choose; undefined while loading. */
  options: readonly string[] | undefined;
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
  /** Several at once narrow further; otherwise a choice replaces the last. */
  isMultiple?: boolean;
  /** What an option is called, where that is not itself. */
  nameOf?: (option: string) => string;
}

const itself = (option: string) => option;

export function FacetFilter({
  label,
  options,
  chosen,
  onChoose,
  isMultiple = false,
  nameOf = itself,
}: FacetFilterProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover open={isOpen} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          size="sm"
          className={cn(
            "h-9 font-normal max-sm:px-2",
            chosen.length > 0 && "border-accent bg-accent-soft/50",
          )}
        >
          {label}
          {chosen.length > 0 && (
            <span className="max-w-40 truncate font-medium">
              {chosen.length === 1 ? nameOf(chosen[0] ?? "") : chosen.length}
            </span>
          )}
          <ChevronDown aria-hidden className="text-ink-muted" />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={`Filter by ${label.toLowerCase()}`} className="p-0">
        <FacetOptions
          label={label}
          options={(options ?? []).map((value) => ({ value }))}
          chosen={chosen}
          isMultiple={isMultiple}
          nameOf={nameOf}
          onChoose={(next) => {
            onChoose(next);
            if (!isMultiple) setOpen(false);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}
