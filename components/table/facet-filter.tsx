"use client";
import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { cn } from "../ui/class-names.ts";
import { Input } from "../ui/input.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover.tsx";

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

/** From this many options on, a field to search among them. */
const searchFrom = 8;
const shownMax = 200;

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
          options={options ?? []}
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

type FacetOptionsProps = Required<FacetFilterProps> & { options: readonly string[] };

function FacetOptions(props: FacetOptionsProps) {
  const { label, options, chosen, onChoose, isMultiple, nameOf } = props;
  const [search, setSearch] = useState("");
  const name = useId();
  const all = [...chosen.filter((option) => !options.includes(option)), ...options];
  const found = all.filter((option) => nameOf(option).toLowerCase().includes(search.toLowerCase()));
  const toggle = (option: string) => {
    const others = chosen.filter((other) => other !== option);
    if (others.length < chosen.length) onChoose(others);
    else onChoose(isMultiple ? [...chosen, option] : [option]);
  };
  return (
    <>
      {all.length >= searchFrom && (
        <div className="border-b p-2">
          <Input
            aria-label={`Search ${label.toLowerCase()}`}
            placeholder="Search…"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
      )}
      <fieldset className="max-h-72 min-w-0 overflow-y-auto p-1">
        <legend className="sr-only">{label}</legend>
        {found.slice(0, shownMax).map((option, index) => (
          <label
            key={option}
            htmlFor={`${name}-${index}`}
            className="flex items-center gap-2.5 rounded-md px-2 py-1.5 hover:bg-sunken has-focus-visible:bg-sunken pointer-coarse:py-2.5"
          >
            <Checkbox
              id={`${name}-${index}`}
              className="before:hidden"
              checked={chosen.includes(option)}
              onChange={() => toggle(option)}
            />
            <span className="truncate">{nameOf(option)}</span>
          </label>
        ))}
        {found.length === 0 && <p className="px-2 py-3 text-ink-muted">Nothing to choose.</p>}
        {found.length > shownMax && (
          <p className="px-2 py-2 text-ink-muted text-xs">
            Type to find {found.length - shownMax} more.
          </p>
        )}
      </fieldset>
      {chosen.length > 0 && (
        <div className="border-t p-1">
          <Button variant="ghost" size="sm" className="w-full" onClick={() => onChoose([])}>
            Clear
          </Button>
        </div>
      )}
    </>
  );
}
