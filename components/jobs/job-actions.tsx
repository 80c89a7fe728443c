"use client";
import { RotateCw, Square } from "lucide-react";
import type { JobView } from "../../server/jobs/schema.ts";
import { Button } from "../ui/button.tsx";
import { UndoButton } from "./undo-button.tsx";
import { useJobActions } from "./use-job-actions.ts";

/** Cancel, undo, try again: what there is to do now, for who may. */
export function JobActions({ job }: { job: JobView }) {
  const { cancel, retry, undo, isPending } = useJobActions(job);
  return (
    <>
      {cancel && (
        <Button size="sm" pending={isPending} onClick={cancel}>
          <Square aria-hidden />
          Cancel job
        </Button>
      )}
      {retry && (
        <Button size="sm" pending={isPending} onClick={retry}>
          <RotateCw aria-hidden />
          {job.failed > 0 ? "Retry failed" : "Retry skipped"}
        </Button>
      )}
      {undo && job.undoableUntil && (
        <UndoButton until={job.undoableUntil} pending={isPending} onUndo={undo} />
      )}
    </>
  );
}
