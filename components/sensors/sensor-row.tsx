"use client";
import { memo } from "react";
import type { SensorView } from "../../server/sensors/schema.ts";
import type { Density } from "../../server/views/schema.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { cn } from "../ui/class-names.ts";
import type { SensorColumn } from "./columns.tsx";
import { RowActions } from "./row-actions.tsx";

export const rowHeights: Record<Density, number> = { comfortable: 44, compact: 32 };

interface SensorRowProps {
  sensor: SensorView;
  columns: readonly SensorColumn[];
  density: Density;
  /** Its place on the page, from 1 for the header. */
  rowIndex: number;
  /** Null: nothing here can be selected. */
  isSelected: boolean | null;
  /** Where j and k are. */
  isCursor: boolean;
  onSelect: (id: string, isRange: boolean) => void;
}

const cell = "border-b px-3 first:pl-4 last:pr-4";

/** One row. Nothing of it renders again unless its sensor, its selection or the columns change. */
export const SensorRow = memo(function SensorRow(props: SensorRowProps) {
  const { sensor, columns, density, isSelected, isCursor } = props;
  return (
    <tr
      data-id={sensor.id}
      aria-rowindex={props.rowIndex}
      aria-selected={isSelected || undefined}
      style={{ height: rowHeights[density] }}
      className={cn(
        "group cursor-pointer bg-surface hover:bg-sunken has-[a:focus-visible]:bg-sunken",
        isSelected && "bg-accent-soft hover:bg-accent-soft has-[a:focus-visible]:bg-accent-soft",
      )}
    >
      {isSelected !== null && (
        <td className={cn(cell, "sticky left-0 z-[1] bg-inherit pr-0")}>
          <Checkbox
            aria-label={`Select ${sensor.name}`}
            checked={isSelected}
            onChange={({ nativeEvent }) =>
              props.onSelect(sensor.id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
            }
          />
        </td>
      )}
      {columns.map((column, index) => (
        <td
          key={column.id}
          className={cn(
            cell,
            index === 0 && "sticky left-0 z-[1] bg-inherit",
            index === 0 && isSelected !== null && "left-11",
            index === 0 && isCursor && "shadow-[inset_3px_0_0_var(--accent)]",
          )}
        >
          {column.cell(sensor, density)}
        </td>
      ))}
      {isSelected !== null && (
        <td className={cn(cell, "pl-0 text-right")}>
          <RowActions sensor={sensor} isCompact={density === "compact"} />
        </td>
      )}
    </tr>
  );
});
