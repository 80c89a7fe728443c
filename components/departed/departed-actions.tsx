"use client";
import { Copy, EllipsisVertical, Lock, LockOpen, Undo2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { DepartedView } from "../../server/departed/schema.ts";
import { useMay } from "../shell/me.tsx";
import { Button } from "../ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu.tsx";
import { RestoreDialog } from "./restore-dialog.tsx";
import { useHold } from "./use-hold.ts";

/** What a row offers to who may do more than read. */
export function DepartedActions({ record }: { record: DepartedView }) {
  const { id, name, held, departed } = record;
  const [isRestoring, setRestoring] = useState(false);
  const mayRestore = useMay("administer") && departed.reason === "deleted";
  const { hold, release } = useHold();
  const copyId = async () => {
    await navigator.clipboard.writeText(id);
    toast.success("Sensor id copied");
  };
  return (
    <span className="relative z-10">
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={`Actions for ${name}`}>
            <EllipsisVertical aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => (held ? release([id]) : hold([id]))}>
            {held ? <LockOpen aria-hidden /> : <Lock aria-hidden />}
            {held ? "Release" : "Hold"}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={copyId}>
            <Copy aria-hidden />
            Copy id
          </DropdownMenuItem>
          {mayRestore && (
            <DropdownMenuItem onSelect={() => setRestoring(true)}>
              <Undo2 aria-hidden />
              Restore…
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {isRestoring && <RestoreDialog sensor={record} onClose={() => setRestoring(false)} />}
    </span>
  );
}
