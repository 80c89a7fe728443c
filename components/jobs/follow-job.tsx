"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import type { JobView } from "../../server/jobs/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC, useTRPCClient } from "../api/trpc.ts";
import { isOpen, progressText, restText } from "./words.ts";

const pauseMs = 500;
const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs));
/** Long enough to read it and to think twice; the job's page offers the undo for longer. */
const resultMs = 15_000;

/**
 * Shows how far a job is, in one toast that ends with its result and what can be done about it. It
 * lives on while pages change; after a reload, the list of jobs tells the rest.
 */
export function useFollowJob() {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const readAgain = useReadAgain();
  const router = useRouter();

  const see = (id: string, query = "") => ({
    label: query ? "See what failed" : "Details",
    onClick: () => router.push(`/jobs/${id}${query}`),
  });

  const undo = (id: string) => ({
    label: "Undo",
    onClick: () =>
      void client.jobs.undo.mutate({ id }).then(
        ({ jobId }) => follow(jobId),
        (error) => toast.error(problemText(error)),
      ),
  });

  function tell(job: JobView): void {
    const { id, failed } = job;
    const description = restText(job);
    const options = {
      ...{ id, duration: resultMs, ...(description && { description }) },
      action: failed > 0 ? see(id, "?state=failed") : job.undoableUntil ? undo(id) : see(id),
    };
    if (failed > 0) toast.error(progressText(job), options);
    else toast.success(progressText(job), options);
  }

  async function follow(id: string): Promise<void> {
    toast.loading("Starting…", { id, duration: Number.POSITIVE_INFINITY });
    readAgain("jobs");
    try {
      let job = await client.jobs.get.query({ id });
      while (isOpen(job)) {
        toast.loading(`${progressText(job)}…`, { id, action: see(id) });
        await pause();
        job = await client.jobs.get.query({ id });
        queryClient.setQueryData(trpc.jobs.get.queryKey({ id }), job);
      }
      tell(job);
    } catch {
      toast.error("The job goes on, but the Console no longer answers.", { id });
    }
    for (const area of ["sensors", "departed", "jobs", "audit"] as const) readAgain(area);
  }
  return follow;
}
