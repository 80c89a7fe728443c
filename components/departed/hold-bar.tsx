"use client";
import { Lock, LockOpen, Undo2, X } from "lucide-react";
import { useState } from "react";
import { useMay } from "../shell/me.tsx";
import { Button } from "../ui/button.tsx";
import { BulkRestoreDialog } from "./bulk-restore-dialog.tsx";
import { useHold } from "./use-hold.ts";
import type { Marked } from "./use-marked.ts";

/** Floats above the list while records are marked, so that no row moves. */
export function HoldBar({ marked }: { marked: Marked }) {
  const { hold, release, isPending } = useHold();
  const { ids, clear } = marked;
  const mayRestore = useMay("administer");
  const [isRestoring, setRestoring] = useState(false);
  if (ids.length === 0) return null;
  return (
    <div
      role="toolbar"
      aria-label="Selected records"
      className="fade-in-0 slide-in-from-bottom-2 sticky bottom-4 z-20 mx-auto mt-3 flex w-fit max-w-full animate-in flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-line-strong bg-raised py-2 pr-2 pl-4 shadow-floating duration-150"
    >
      <p role="status" className="font-medium">
        {ids.length.toLocaleString("en-US")} selected
      </p>
      <div className="flex items-center gap-2">
        <Button size="sm" pending={isPending} onClick={() => hold(ids)}>
          <Lock aria-hidden />
          Hold
        </Button>
        <Button size="sm" pending={isPending} onClick={() => release(ids)}>
          <LockOpen aria-hidden />
          Release
        </Button>
        {mayRestore && (
          <Button size="sm" onClick={() => setRestoring(true)}>
            <Undo2 aria-hidden />
            Restore
          </Button>
        )}
        <Button variant="ghost" size="icon" aria-label="Clear selection" onClick={clear}>
          <X aria-hidden />
        </Button>
      </div>
      {isRestoring && (
        <BulkRestoreDialog ids={ids} onClose={() => setRestoring(false)} onAccepted={clear} />
      )}
    </div>
  );
}
