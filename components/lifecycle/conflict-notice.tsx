"use client";
import { useQuery } from "@tanstack/react-query";
import { parseAsBoolean, useQueryState } from "nuqs";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { ConflictsDialog } from "./conflicts-dialog.tsx";

/** Says that identities are doubtful, and leads to what can be done about each. */
export function ConflictNotice() {
  const trpc = useTRPC();
  const conflicts = useQuery(trpc.lifecycle.conflicts.queryOptions());
  const [isOpen, setOpen] = useQueryState(
    "conflicts",
    parseAsBoolean.withDefault(false).withOptions({ history: "push" }),
  );
  const count = conflicts.data?.length ?? 0;
  return (
    <>
      {count > 0 && (
        <Notice tone="warning" className="mb-4 sm:items-center sm:[&>svg]:mt-0">
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
            <p>
              <span className="font-medium">
                {count === 1 ? "1 identity is" : `${count} identities are`} in conflict.
              </span>{" "}
              More than one machine or key stands behind {count === 1 ? "it" : "each"}.
            </p>
            <Button size="sm" onClick={() => setOpen(true)}>
              Review
            </Button>
          </div>
        </Notice>
      )}
      {isOpen && <ConflictsDialog conflicts={conflicts.data} onClose={() => setOpen(null)} />}
    </>
  );
}
