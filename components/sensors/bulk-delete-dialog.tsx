"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { problemCode, problemText } from "../api/problem.ts";
import { useTRPC } from "../api/trpc.ts";
import { useFollowJob } from "../jobs/follow-job.tsx";
import { PreviewSummary } from "../jobs/preview-summary.tsx";
import { confirmed, useBulkPreview } from "../jobs/use-bulk-preview.ts";
import { sensorCount } from "../jobs/words.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import type { SelectedSet } from "./use-selection.ts";

/** Above this many a click is too little: the number has to be typed. */
const clickMax = 10;

interface BulkDeleteDialogProps {
  selected: SelectedSet;
  onClose: () => void;
  onAccepted: () => void;
}

export function BulkDeleteDialog({ selected, onClose, onAccepted }: BulkDeleteDialogProps) {
  const trpc = useTRPC();
  const followJob = useFollowJob();
  // What was read is what is sent; a live list must not move it meanwhile.
  const [{ set, count }] = useState(selected);
  const preview = useBulkPreview({ kind: "delete", ...set });
  const noun = sensorCount(preview.data?.possible ?? count);
  const remove = useMutation(
    trpc.sensors.bulkDelete.mutationOptions({
      onSuccess: ({ jobId }) => {
        void followJob(jobId);
        onAccepted();
        onClose();
      },
      onError: (error) => {
        if (problemCode(error) === "CountChanged") void preview.refetch();
      },
    }),
  );
  const hasChanged = problemCode(remove.error) === "CountChanged";
  const problem = hasChanged
    ? "The matching sensors changed while this was open, so nothing was deleted. Check the new number and confirm again."
    : remove.error
      ? problemText(remove.error)
      : undefined;
  return (
    <ConfirmDialog
      title={`Delete ${noun}?`}
      action={`Delete ${noun}`}
      phrase={
        preview.data && preview.data.possible > clickMax ? String(preview.data.possible) : undefined
      }
      problem={problem}
      isPending={remove.isPending || preview.isFetching}
      onConfirm={() => preview.data && remove.mutate({ ...set, ...confirmed(preview.data) })}
      onClose={onClose}
    >
      <PreviewSummary preview={preview} willBe="will be deleted" />
      <p>
        Connections are closed and certificates refused. It can be undone for five minutes; a host
        that was connected has dropped its identity by then, and enrolls again with a token.
      </p>
      {"filter" in set && set.filter.status !== undefined && (
        <p>A sensor that reports back before its turn is left.</p>
      )}
    </ConfirmDialog>
  );
}
