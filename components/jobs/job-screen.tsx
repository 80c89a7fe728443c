"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { JobView } from "../../server/jobs/schema.ts";
import { problemCode } from "../api/problem.ts";
import { useTRPC } from "../api/trpc.ts";
import { AuditTrail } from "../audit/audit-trail.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { AbsoluteTime } from "../time/time.tsx";
import { type Fact, Facts } from "../ui/facts.tsx";
import { Panel } from "../ui/panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { JobActions } from "./job-actions.tsx";
import { JobItems } from "./job-items.tsx";
import { JobState } from "./job-state.tsx";
import { NoJob } from "./no-job.tsx";
import { ProgressBar } from "./progress-bar.tsx";
import { actionDetail, isOpen, jobTitle, progressText, restText } from "./words.ts";

const followMs = 500;

export function JobScreen({ id }: { id: string }) {
  const trpc = useTRPC();
  const job = useQuery(
    trpc.jobs.get.queryOptions(
      { id },
      { refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? followMs : false) },
    ),
  );
  if (job.isPending) return <LoadingJob />;
  if (job.isError && !job.data) {
    if (["NotFound", "InvalidRequest"].includes(problemCode(job.error) ?? "")) return <NoJob />;
    return <FailedState what="The job" error={job.error} onRetry={() => job.refetch()} />;
  }
  return <LoadedJob job={job.data} />;
}

function LoadedJob({ job }: { job: JobView }) {
  const rest = restText(job);
  return (
    <>
      <PageHeader
        title={jobTitle(job)}
        help={{ page: "bulk-jobs" }}
        description={
          <span role="status">
            {progressText(job)}
            {rest && `; ${rest}`}.
          </span>
        }
        actions={<JobActions job={job} />}
      />
      {isOpen(job) && <ProgressBar job={job} className="mb-5 h-2" />}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,1fr)_25rem] lg:grid-rows-[auto_1fr]">
        <Panel title="Job" className="lg:col-start-2">
          <Facts facts={facts(job)} />
        </Panel>
        <div className="lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <JobItems job={job} />
        </div>
        {!isOpen(job) && <AuditTrail target={`job:${job.id}`} />}
      </div>
    </>
  );
}

function facts(job: JobView): Fact[] {
  const { id, state, action, filter, createdAt, createdBy, finishedAt, cancelledBy } = job;
  const detail = actionDetail(action);
  const leads = (to: string, text: string) => (
    <Link href={`/jobs/${to}`} className="text-accent hover:underline">
      {text}
    </Link>
  );
  return [
    { label: "State", value: <JobState state={state} /> },
    ...(detail ? [{ label: "Change", value: <code className="text-xs">{detail}</code> }] : []),
    { label: "Chosen by", value: filter ? <FilterText filter={filter} /> : "selection" },
    { label: "Started by", value: createdBy },
    { label: "Started", value: <AbsoluteTime at={createdAt} /> },
    ...(finishedAt ? [{ label: "Ended", value: <AbsoluteTime at={finishedAt} /> }] : []),
    ...(cancelledBy !== null ? [{ label: "Cancelled by", value: cancelledBy }] : []),
    ...(job.undoes ? [{ label: "Undoes", value: leads(job.undoes, "the deletion") }] : []),
    ...(job.retries ? [{ label: "Retries", value: leads(job.retries, "an earlier job") }] : []),
    { label: "Id", value: <code className="font-mono text-xs">{id.slice(0, 8)}</code>, copy: id },
  ];
}

/** The filter as the API takes it; an empty one is every sensor. */
function FilterText({ filter }: { filter: Record<string, unknown> }) {
  const parts = Object.entries(filter).map(
    ([key, value]) => `${key}: ${[value].flat().join(", ")}`,
  );
  if (parts.length === 0) return "all sensors";
  return <code className="break-words font-mono text-xs">{parts.join("; ")}</code>;
}

function LoadingJob() {
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">Loading the job</span>
      <Skeleton className="h-8 w-64" />
      <Skeleton className="h-80" />
    </div>
  );
}
