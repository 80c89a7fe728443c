"use client";
import { Tags, TimerReset, Trash2, X } from "lucide-react";
import type { SensorFilter } from "../../server/sensors/schema.ts";
import { Button } from "../ui/button.tsx";
import type { ListDialogState } from "./list-dialog.tsx";
import { NoLongerMatching } from "./no-longer-matching.tsx";
import type { Selection } from "./use-selection.ts";

interface BulkBarProps {
  selection: Selection;
  /** Whether every row of this page is selected. */
  isPageSelected: boolean;
  /** How many match the filter, on all pages; undefined: being counted. */
  total: number | undefined;
  filter: SensorFilter;
  dialog: ListDialogState;
}

const number = (value: number) => value.toLocaleString("en-US");

/** Floats above the list while something is selected, so that no row moves. */
export function BulkBar({ selection, isPageSelected, total, filter, dialog }: BulkBarProps) {
  const { selected, isAllMatching } = selection;
  const canWiden =
    isPageSelected && !isAllMatching && total !== undefined && total > selected.count;
  return (
    <div
      role="toolbar"
      aria-label="Selected sensors"
      className="fade-in-0 slide-in-from-bottom-2 pointer-events-auto sticky bottom-4 z-20 mx-auto flex w-fit max-w-[calc(100%-1rem)] animate-in flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-line-strong bg-raised py-2 pr-2 pl-4 shadow-floating duration-150 md:absolute md:inset-x-0 md:bottom-16"
    >
      <p role="status" className="font-medium">
        {isAllMatching
          ? `All ${number(selected.count)} that match selected`
          : canWiden
            ? `All ${number(selected.count)} selected`
            : `${number(selected.count)} selected`}
      </p>
      {canWiden && (
        <Button variant="link" size="inline" onClick={selection.selectAllMatching}>
          Select all {number(total)} that match
        </Button>
      )}
      <NoLongerMatching selection={selection} filter={filter} />
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        {dialog.onTags && (
          <Button size="sm" onClick={dialog.onTags}>
            <Tags aria-hidden />
            Edit tags
          </Button>
        )}
        {dialog.onEphemeral && (
          <Button size="sm" onClick={dialog.onEphemeral}>
            <TimerReset aria-hidden />
            Ephemeral…
          </Button>
        )}
        {dialog.onDelete && (
          <Button size="sm" variant="danger-outline" onClick={dialog.onDelete}>
            <Trash2 aria-hidden />
            Delete selected
          </Button>
        )}
        <Button variant="ghost" size="icon" aria-label="Clear selection" onClick={selection.clear}>
          <X aria-hidden />
        </Button>
      </div>
    </div>
  );
}
