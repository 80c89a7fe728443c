"use client";
import { SlidersHorizontal } from "lucide-react";
import { useId } from "react";
import { type ColumnId, columnIds } from "../../server/views/schema.ts";
import { columnHeader } from "../sensors/columns.tsx";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { type LookChoice, usualLook } from "./use-look.ts";

const densities = [
  ["comfortable", "Comfortable"],
  ["compact", "Compact"],
] as const;

/** Columns and density: how the list looks, not what is in it. At phone width there are cards. */
export function DisplayMenu({ looks }: { looks: LookChoice }) {
  const { look, setColumns, setDensity } = looks;
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button size="sm" className="h-9 font-normal max-md:hidden">
          <SlidersHorizontal aria-hidden className="text-ink-muted" />
          Columns
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Columns and density" align="end" className="w-80 p-0">
        <div className="flex items-center justify-between gap-3 border-b p-3">
          <span className="text-ink-muted text-xs">Density</span>
          <Segmented
            label="Density"
            value={look.density}
            options={densities}
            onChange={setDensity}
          />
        </div>
        <ColumnChoice columns={look.columns} onChoose={setColumns} />
        <div className="border-t p-1">
          <Button
            variant="ghost"
            size="sm"
            className="w-full"
            onClick={() => setColumns(usualLook.columns)}
          >
            Usual columns
          </Button>
        </div>
      </PopoverContent>
    </Popover>
  );
}

interface ColumnChoiceProps {
  columns: readonly ColumnId[];
  onChoose: (columns: readonly ColumnId[]) => void;
}

function ColumnChoice({ columns, onChoose }: ColumnChoiceProps) {
  const name = useId();
  const toggle = (id: ColumnId) =>
    onChoose(columns.includes(id) ? columns.filter((each) => each !== id) : [...columns, id]);
  return (
    <fieldset className="grid min-w-0 grid-cols-2 p-1">
      <legend className="sr-only">Columns beside name and status</legend>
      {columnIds.map((id) => (
        <label
          key={id}
          htmlFor={`${name}-${id}`}
          className="flex items-center gap-2.5 rounded-md px-2 py-1.5 hover:bg-sunken has-focus-visible:bg-sunken"
        >
          <Checkbox
            id={`${name}-${id}`}
            className="before:hidden"
            checked={columns.includes(id)}
            onChange={() => toggle(id)}
          />
          <span className="truncate">{columnHeader(id)}</span>
        </label>
      ))}
    </fieldset>
  );
}
