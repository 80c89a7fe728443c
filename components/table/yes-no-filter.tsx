"use client";
import { FacetFilter } from "./facet-filter.tsx";

interface YesNoFilterProps {
  label: string;
  /** What each side is called. */
  yes: string;
  no: string;
  /** Null: both. */
  value: boolean | null;
  onChange: (value: boolean | null) => void;
}

/** A filter with two sides, either of which may be asked for. */
export function YesNoFilter({ label, yes, no, value, onChange }: YesNoFilterProps) {
  return (
    <FacetFilter
      label={label}
      options={[yes, no]}
      chosen={value === null ? [] : [value ? yes : no]}
      onChoose={([side]) => onChange(side === undefined ? null : side === yes)}
    />
  );
}
