"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { problemCode, problemText } from "../api/problem.ts";
import { useTRPC } from "../api/trpc.ts";
import { useFollowJob } from "../jobs/follow-job.tsx";
import { PreviewSummary } from "../jobs/preview-summary.tsx";
import { confirmed, useBulkPreview } from "../jobs/use-bulk-preview.ts";
import { sensorCount } from "../jobs/words.ts";
import { DurationInput } from "../time/duration-input.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { Segmented } from "../ui/segmented.tsx";
import type { SelectedSet } from "./use-selection.ts";

interface BulkEphemeralDialogProps {
  selected: SelectedSet;
  onClose: () => void;
}

/** Whether the selected sensors are removed by themselves, and after how much silence. */
export function BulkEphemeralDialog({ selected, onClose }: BulkEphemeralDialogProps) {
  const trpc = useTRPC();
  const followJob = useFollowJob();
  const settings = useQuery(trpc.settings.get.queryOptions());
  const [{ set, count }] = useState(selected);
  const [kind, setKind] = useState<"ephemeral" | "permanent">("ephemeral");
  const [typed, setTyped] = useState<number>();
  const seconds = typed ?? settings.data?.removal.defaultAfterSeconds;
  const ephemeral = kind === "ephemeral";
  const asked = { ephemeral, ...(ephemeral && seconds && { removeAfterSeconds: seconds }) };
  const preview = useBulkPreview({ kind: "ephemeral", ...set, ...asked });
  const change = useMutation(
    trpc.sensors.bulkEphemeral.mutationOptions({
      onSuccess: ({ jobId }) => {
        void followJob(jobId);
        onClose();
      },
      onError: (error) => {
        if (problemCode(error) === "CountChanged") void preview.refetch();
      },
    }),
  );
  const doomed = preview.data?.removedAtOnce ?? 0;
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={`Ephemeral or permanent: ${sensorCount(count)}`}
        description="An ephemeral sensor is removed by itself after so much silence."
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="primary"
              pending={change.isPending}
              disabled={!preview.data?.possible}
              onClick={() =>
                preview.data && change.mutate({ ...set, ...asked, ...confirmed(preview.data) })
              }
            >
              Make {sensorCount(preview.data?.possible ?? count)} {kind}
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          {change.error && (
            <Notice tone="danger" role="alert" title="Nothing was changed">
              {problemText(change.error)}
            </Notice>
          )}
          <div>
            <Segmented
              label="Kind"
              value={kind}
              options={[
                ["ephemeral", "Ephemeral"],
                ["permanent", "Permanent"],
              ]}
              onChange={setKind}
            />
          </div>
          {ephemeral && (
            <Field label="Remove after" hint="Of silence: one minute to 30 days.">
              {(control) => (
                <DurationInput control={control} seconds={seconds} onChange={setTyped} />
              )}
            </Field>
          )}
          {doomed > 0 && (
            <Notice tone="warning" title={`${sensorCount(doomed)} would be removed at once`}>
              They have been silent for longer than that.
            </Notice>
          )}
          <div className="text-ink-muted">
            <PreviewSummary preview={preview} willBe="will be changed" />
          </div>
        </div>
      </DialogContent>
    </Dialog>
  );
}
