"use client";
import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import type { JobView } from "../../server/jobs/schema.ts";
import { jobPermissions } from "../../server/jobs/schema.ts";
import { type ApiError, problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { useMay } from "../shell/me.tsx";
import { useFollowJob } from "./follow-job.tsx";
import { isOpen } from "./words.ts";

/** What can be done to a job by who is signed in; what cannot is null. */
export function useJobActions(job: JobView) {
  const trpc = useTRPC();
  const followJob = useFollowJob();
  const readAgain = useReadAgain();
  const mayAct = useMay(jobPermissions[job.kind]);
  const mayUndo = useMay(jobPermissions.restore);
  const onError = (error: ApiError) => toast.error(problemText(error));
  const onSettled = () => readAgain("jobs");
  const follow = ({ jobId }: { jobId: string }) => void followJob(jobId);
  const settled = { onSuccess: follow, onError, onSettled };
  const cancel = useMutation(trpc.jobs.cancel.mutationOptions({ onError, onSettled }));
  const retry = useMutation(trpc.jobs.retry.mutationOptions(settled));
  const undo = useMutation(trpc.jobs.undo.mutationOptions(settled));
  const { id } = job;
  return {
    cancel: mayAct && isOpen(job) ? () => cancel.mutate({ id }) : null,
    retry:
      mayAct && !isOpen(job) && job.failed + job.skipped > 0 ? () => retry.mutate({ id }) : null,
    undo: mayUndo && job.undoableUntil !== null ? () => undo.mutate({ id }) : null,
    isPending: cancel.isPending || retry.isPending || undo.isPending,
  };
}
