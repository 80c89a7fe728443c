"use client";
import { ShieldCheck } from "lucide-react";
import type { ConflictView } from "../../server/lifecycle/schema.ts";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ConflictCard } from "./conflict-card.tsx";

interface ConflictsDialogProps {
  /** Undefined while loading. */
  conflicts: readonly ConflictView[] | undefined;
  onClose: () => void;
}

export function ConflictsDialog({ conflicts, onClose }: ConflictsDialogProps) {
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title="Conflicts of identity"
        description="Nothing is overwritten or removed until it is decided here."
        className="sm:max-w-2xl"
      >
        {conflicts === undefined && <Skeleton className="h-40 rounded-xl" />}
        {conflicts?.length === 0 && (
          <EmptyState icon={ShieldCheck} title="No conflicts">
            Every machine has one key, and every key one machine.
          </EmptyState>
        )}
        <ul className="grid gap-4">
          {conflicts?.map((conflict) => (
            <li key={conflict.sensors.map(({ id }) => id).join()}>
              <ConflictCard conflict={conflict} />
            </li>
          ))}
        </ul>
      </DialogContent>
    </Dialog>
  );
}
