"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { problemCode, problemText } from "../api/problem.ts";
import { useTRPC } from "../api/trpc.ts";
import { useFollowJob } from "../jobs/follow-job.tsx";
import { PreviewSummary } from "../jobs/preview-summary.tsx";
import { confirmed, useRestorePreview } from "../jobs/use-bulk-preview.ts";
import { sensorCount } from "../jobs/words.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";

interface BulkRestoreDialogProps {
  ids: readonly string[];
  onClose: () => void;
  onAccepted: () => void;
}

/** Undoes deletions of several records together. */
export function BulkRestoreDialog(props: BulkRestoreDialogProps) {
  const { onClose, onAccepted } = props;
  const trpc = useTRPC();
  const followJob = useFollowJob();
  const [ids] = useState([...props.ids]);
  const preview = useRestorePreview({ ids });
  const noun = sensorCount(preview.data?.possible ?? ids.length);
  const restore = useMutation(
    trpc.departed.bulkRestore.mutationOptions({
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
  return (
    <ConfirmDialog
      title={`Restore ${noun}?`}
      action={`Restore ${noun}`}
      isHarmless
      problem={restore.error ? problemText(restore.error) : undefined}
      isPending={restore.isPending || preview.isFetching}
      onConfirm={() => preview.data && restore.mutate({ ids, ...confirmed(preview.data) })}
      onClose={onClose}
    >
      <PreviewSummary preview={preview} willBe="will be enrolled again" />
      <p>
        Each takes a seat of the license, and a free name where its own is taken. A host that was
        connected when its sensor was deleted has dropped its identity: enroll it again with a
        token.
      </p>
    </ConfirmDialog>
  );
}
