"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { problemCode, problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { useFollowJob } from "./follow-job.ts";
import type { SelectedSet } from "./use-selection.ts";

/** Above this many a click is too little: the number has to be typed. */
const clickMax = 10;

interface BulkDeleteDialogProps {
  /** Kept up to date by the page while the dialog is open. */
  selected: SelectedSet;
  onClose: () => void;
  onAccepted: () => void;
}

export function BulkDeleteDialog({ selected, onClose, onAccepted }: BulkDeleteDialogProps) {
  const trpc = useTRPC();
  const followJob = useFollowJob();
  const readAgain = useReadAgain();
  // The number that was read is the number that is sent; a live list must not move it meanwhile.
  const [{ set, count }, setShown] = useState(selected);
  const [isRefused, setRefused] = useState(false);
  if (isRefused && selected.count !== count) {
    setRefused(false);
    setShown(selected);
  }
  const noun = count === 1 ? "1 sensor" : `${count.toLocaleString("en-US")} sensors`;
  const remove = useMutation(
    trpc.sensors.bulkDelete.mutationOptions({
      onSuccess: ({ jobId, matched }) => {
        void followJob({ jobId, matched, doing: "Deleting", done: "Deleted" });
        onAccepted();
        onClose();
      },
      onError: (error) => {
        if (problemCode(error) !== "CountChanged") return;
        setRefused(true);
        readAgain("sensors");
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
      key={count}
      title={`Delete ${noun}?`}
      action={`Delete ${noun}`}
      phrase={count > clickMax ? String(count) : undefined}
      problem={problem}
      isPending={remove.isPending}
      onConfirm={() => remove.mutate("filter" in set ? { ...set, expectedCount: count } : set)}
      onClose={onClose}
    >
      <p>
        Exactly {noun} {"filter" in set ? "that match the filter now" : "that you selected"} will be
        deleted. Their connections are closed and their certificates refused; to come back, a host
        enrolls again with a new token.
      </p>
      {"ids" in set && count <= clickMax && <Names ids={set.ids} />}
    </ConfirmDialog>
  );
}

/** The names of a few sensors that the list has already shown. */
function Names({ ids }: { ids: readonly string[] }) {
  return (
    <ul className="max-h-40 list-inside list-disc overflow-y-auto">
      {ids.map((id) => (
        <Name key={id} id={id} />
      ))}
    </ul>
  );
}

function Name({ id }: { id: string }) {
  const trpc = useTRPC();
  const sensor = useQuery(trpc.sensors.get.queryOptions({ id }));
  return <li className="truncate text-ink">{sensor.data?.name ?? id}</li>;
}
