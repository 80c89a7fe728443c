"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { problemCode, problemText } from "../api/problem.ts";
import { useTRPC } from "../api/trpc.ts";
import { useFollowJob } from "../jobs/follow-job.tsx";
import { PreviewSummary } from "../jobs/preview-summary.tsx";
import { confirmed, useBulkPreview } from "../jobs/use-bulk-preview.ts";
import { sensorCount } from "../jobs/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { TagsField, useTags } from "./tags-field.tsx";
import type { SelectedSet } from "./use-selection.ts";

interface BulkTagsDialogProps {
  selected: SelectedSet;
  onClose: () => void;
}

export function BulkTagsDialog({ selected, onClose }: BulkTagsDialogProps) {
  const trpc = useTRPC();
  const followJob = useFollowJob();
  const [{ set, count }] = useState(selected);
  const add = useTags([]);
  const remove = useTags([]);
  const tags = { add: add.tags, remove: remove.tags };
  const preview = useBulkPreview({ kind: "tags", ...set, ...tags });
  const change = useMutation(
    trpc.sensors.bulkTags.mutationOptions({
      onSuccess: ({ jobId }) => {
        void followJob(jobId);
        onClose();
      },
      onError: (error) => {
        if (problemCode(error) === "CountChanged") void preview.refetch();
      },
    }),
  );
  const hasProblem = add.problem !== null || remove.problem !== null;
  const isEmpty = tags.add.length + tags.remove.length === 0;
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={`Edit tags of ${sensorCount(count)}`}
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="primary"
              pending={change.isPending}
              disabled={hasProblem || isEmpty || !preview.data?.possible}
              onClick={() =>
                preview.data && change.mutate({ ...set, ...tags, ...confirmed(preview.data) })
              }
            >
              {isEmpty ? "Change tags" : `Change ${sensorCount(preview.data?.possible ?? count)}`}
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          {change.error && (
            <Notice tone="danger" role="alert" title="No tags were changed">
              {problemText(change.error)}
            </Notice>
          )}
          <TagsField label="Add" state={add} />
          <TagsField label="Remove" state={remove} />
          {!isEmpty && !hasProblem && (
            <div className="text-ink-muted">
              <PreviewSummary preview={preview} willBe="will be changed" />
            </div>
          )}
        </div>
      </DialogContent>
    </Dialog>
  );
}
