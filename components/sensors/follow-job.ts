"use client";
import { toast } from "sonner";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPCClient } from "../api/trpc.ts";

interface FollowedJob {
  jobId: string;
  matched: number;
  /** "Deleting" and "Deleted". */
  doing: string;
  done: string;
}

const pauseMs = 500;
const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs));
const sensors = (count: number) =>
  count === 1 ? "1 sensor" : `${count.toLocaleString("en-US")} sensors`;

/** Shows how far a bulk action is, in one toast that ends with its result. */
export function useFollowJob() {
  const client = useTRPCClient();
  const readAgain = useReadAgain();
  return async ({ jobId, matched, doing, done }: FollowedJob): Promise<void> => {
    toast.loading(`${doing} ${sensors(matched)}…`, { id: jobId });
    try {
      let job = await client.jobs.get.query({ id: jobId });
      while (job.state === "queued" || job.state === "running") {
        await pause();
        job = await client.jobs.get.query({ id: jobId });
        toast.loading(`${doing} ${job.done.toLocaleString("en-US")} of ${sensors(job.total)}…`, {
          id: jobId,
        });
      }
      const skipped =
        job.failed > 0 ? { description: `${sensors(job.failed)} left as they were.` } : {};
      if (job.state === "succeeded")
        toast.success(`${done} ${sensors(job.done)}`, { id: jobId, ...skipped });
      else toast.error(`${doing} stopped after ${sensors(job.done)}`, { id: jobId, ...skipped });
    } catch {
      toast.error(`${doing} ${sensors(matched)} goes on, but the Console no longer answers.`, {
        id: jobId,
      });
    }
    readAgain("sensors");
  };
}
