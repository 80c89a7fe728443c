"use client";
import { type ReactNode, useId, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Input } from "../ui/input.tsx";

export interface FacetOption {
  readonly value: string;
  /** How many have it. */
  readonly count?: number;
}

interface FacetOptionsProps {
  label: string;
  options: readonly FacetOption[];
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
  /** Several at once; otherwise a choice replaces the last. */
  isMultiple: boolean;
  /** What an option is called, where that is not itself. */
  nameOf: (option: string) => string;
}

/** From this many options on, a field to search among them. */
const searchFrom = 8;
const shownMax = 200;

/** What a filter offers, with what is chosen but no longer offered first. */
export function FacetOptions(props: FacetOptionsProps) {
  const { label, options, chosen, onChoose, isMultiple, nameOf } = props;
  const name = useId();
  const toggle = (option: string) => {
    const others = chosen.filter((other) => other !== option);
    if (others.length < chosen.length) onChoose(others);
    else onChoose(isMultiple ? [...chosen, option] : [option]);
  };
  return (
    <>
      <OptionSearch label={label} options={options} chosen={chosen} nameOf={nameOf}>
        {(option, index) => (
          <label
            key={option.value}
            htmlFor={`${name}-${index}`}
            className="flex items-center gap-2.5 rounded-md px-2 py-1.5 hover:bg-sunken has-focus-visible:bg-sunken pointer-coarse:py-2.5"
          >
            <Checkbox
              id={`${name}-${index}`}
              className="before:hidden"
              checked={chosen.includes(option.value)}
              onChange={() => toggle(option.value)}
            />
            <span className="truncate">{nameOf(option.value)}</span>
            <OptionCount count={option.count} />
          </label>
        )}
      </OptionSearch>
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

export function OptionCount({ count }: { count: number | undefined }) {
  if (count === undefined) return null;
  return (
    <span className="ml-auto text-ink-muted text-xs tabular-nums">
      {count.toLocaleString("en-US")}
    </span>
  );
}

interface OptionSearchProps {
  label: string;
  options: readonly FacetOption[];
  chosen: readonly string[];
  nameOf: (option: string) => string;
  children: (option: FacetOption, index: number) => ReactNode;
}

/** The options that are searched for, below the field to search with. */
export function OptionSearch({ label, options, chosen, nameOf, children }: OptionSearchProps) {
  const [search, setSearch] = useState("");
  const offered = new Set(options.map(({ value }) => value));
  const lost = chosen.filter((value) => !offered.has(value)).map((value) => ({ value }));
  const all: FacetOption[] = [...lost, ...options];
  const wanted = search.toLowerCase();
  const found = all.filter(({ value }) => nameOf(value).toLowerCase().includes(wanted));
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
        {found.slice(0, shownMax).map(children)}
        {found.length === 0 && <p className="px-2 py-3 text-ink-muted">Nothing to choose.</p>}
        {found.length > shownMax && (
          <p className="px-2 py-2 text-ink-muted text-xs">
            Type to find {found.length - shownMax} more.
          </p>
        )}
      </fieldset>
    </>
  );
}
