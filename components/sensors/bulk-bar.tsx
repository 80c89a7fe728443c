"use client";
import { Tags, Trash2, X } from "lucide-react";
import { useState } from "react";
import { useMay } from "../shell/me.tsx";
import { Button } from "../ui/button.tsx";
import { BulkDeleteDialog } from "./bulk-delete-dialog.tsx";
import { BulkTagsDialog } from "./bulk-tags-dialog.tsx";
import type { Selection } from "./use-selection.ts";

interface BulkBarProps {
  selection: Selection;
  /** Whether every row of this page is selected. */
  isPageSelected: boolean;
  /** How many match the filter, on all pages. */
  total: number;
}

const number = (value: number) => value.toLocaleString("en-US");

/** Floats above the list while something is selected, so that no row moves. */
export function BulkBar({ selection, isPageSelected, total }: BulkBarProps) {
  const [open, setOpen] = useState<"tags" | "delete" | null>(null);
  const mayDelete = useMay("administer");
  const { selected, isAllMatching } = selection;
  const canWiden = isPageSelected && !isAllMatching && total > selected.count;
  if (selected.count === 0) return null;
  return (
    <div
      role="toolbar"
      aria-label="Selected sensors"
      className="fade-in-0 slide-in-from-bottom-2 sticky bottom-4 z-20 mx-auto mt-3 flex w-fit max-w-full animate-in flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-line-strong bg-raised py-2 pr-2 pl-4 shadow-floating duration-150"
    >
      <p role="status" className="font-medium">
        {isAllMatching
          ? `All ${number(total)} that match selected`
          : `${number(selected.count)} selected`}
      </p>
      {canWiden && (
        <Button variant="link" size="inline" onClick={selection.selectAllMatching}>
          Select all {number(total)} that match
        </Button>
      )}
      <div className="flex items-center gap-2">
        <Button size="sm" onClick={() => setOpen("tags")}>
          <Tags aria-hidden />
          Edit tags
        </Button>
        {mayDelete && (
          <Button size="sm" variant="danger-outline" onClick={() => setOpen("delete")}>
            <Trash2 aria-hidden />
            Delete selected
          </Button>
        )}
        <Button variant="ghost" size="icon" aria-label="Clear selection" onClick={selection.clear}>
          <X aria-hidden />
        </Button>
      </div>
      {open === "tags" && <BulkTagsDialog selected={selected} onClose={() => setOpen(null)} />}
      {open === "delete" && (
        <BulkDeleteDialog
          selected={selected}
          onClose={() => setOpen(null)}
          onAccepted={selection.clear}
        />
      )}
    </div>
  );
}
