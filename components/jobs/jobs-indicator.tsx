"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type JobView, jobPermissions } from "../../server/jobs/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { useMay } from "../shell/me.tsx";
import { useNow } from "../time/clock.tsx";
import { JobActions } from "./job-actions.tsx";
import { ProgressBar } from "./progress-bar.tsx";
import { isOpen, progressText } from "./words.ts";

const shownMax = 3;
const followMs = 500;

/** Jobs that run, and deletions that one may still undo: on every page, until they are over. */
function useCurrentJobs(): JobView[] {
  const trpc = useTRPC();
  const mayUndo = useMay(jobPermissions.restore);
  const list = useQuery(
    trpc.jobs.list.queryOptions(
      { limit: 10 },
      { refetchInterval: ({ state }) => (state.data?.items.some(isOpen) ? followMs : false) },
    ),
  );
  const jobs = list.data?.items ?? [];
  return jobs
    .filter((job) => isOpen(job) || (mayUndo && job.undoableUntil !== null))
    .slice(0, shownMax);
}

/** Above the user's menu. */
export function JobsIndicator() {
  const jobs = useCurrentJobs();
  if (jobs.length === 0) return null;
  return (
    <ul aria-label="Current jobs" className="mb-2 grid gap-1.5">
      {jobs.map((job) => (
        <CurrentJob key={job.id} job={job} />
      ))}
    </ul>
  );
}

function CurrentJob({ job }: { job: JobView }) {
  const now = useNow();
  const { undoableUntil } = job;
  if (undoableUntil && Date.parse(undoableUntil) <= now.getTime()) return null;
  return (
    <li className="grid gap-2 rounded-lg border bg-surface p-2.5 text-xs shadow-raised">
      <Link href={`/jobs/${job.id}`} className="truncate font-medium hover:underline">
        {progressText(job)}
      </Link>
      {isOpen(job) && <ProgressBar job={job} />}
      <div className="flex flex-wrap gap-1.5 empty:hidden">
        <JobActions job={job} />
      </div>
    </li>
  );
}

/** The same in the bar at phone width: one line that leads to the jobs. */
export function JobsPill() {
  const [job] = useCurrentJobs().filter(isOpen);
  if (!job) return null;
  return (
    <Link
      href={`/jobs/${job.id}`}
      className="ml-auto grid w-36 gap-1 rounded-md border bg-surface px-2.5 py-1.5 text-xs"
    >
      <span className="truncate">{progressText(job)}</span>
      <ProgressBar job={job} />
    </Link>
  );
}
