"use client";
import { useMutation } from "@tanstack/react-query";
import { problemText } from "../api/problem.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { useFollowJob } from "./follow-job.ts";
import { TagsField, useTags } from "./tags-field.tsx";
import type { SelectedSet } from "./use-selection.ts";

interface BulkTagsDialogProps {
  selected: SelectedSet;
  onClose: () => void;
}

export function BulkTagsDialog({ selected: { set, count }, onClose }: BulkTagsDialogProps) {
  const trpc = useTRPC();
  const followJob = useFollowJob();
  const add = useTags([]);
  const remove = useTags([]);
  const change = useMutation(
    trpc.sensors.bulkTags.mutationOptions({
      onSuccess: ({ jobId, matched }) => {
        void followJob({ jobId, matched, doing: "Tagging", done: "Tagged" });
        onClose();
      },
    }),
  );
  const expected = "filter" in set ? { expectedCount: count } : {};
  const hasProblem = add.problem !== null || remove.problem !== null;
  const noun = count === 1 ? "1 sensor" : `${count.toLocaleString("en-US")} sensors`;
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={`Edit tags of ${noun}`}
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="primary"
              pending={change.isPending}
              disabled={hasProblem || add.tags.length + remove.tags.length === 0}
              onClick={() =>
                change.mutate({ ...set, ...expected, add: add.tags, remove: remove.tags })
              }
            >
              Change {noun}
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
        </div>
      </DialogContent>
    </Dialog>
  );
}
