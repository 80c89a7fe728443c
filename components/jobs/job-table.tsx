import Link from "next/link";
import type { JobView } from "../../server/jobs/schema.ts";
import { Table, Td, Th, Tr } from "../table/table.tsx";
import { RelativeTime } from "../time/time.tsx";
import { JobState } from "./job-state.tsx";
import { ProgressBar } from "./progress-bar.tsx";
import { actionDetail, isOpen, jobTitle, number, restText } from "./words.ts";

/** At phone width the state moves below the title, and who and when with it. */
export function JobTable({ jobs }: { jobs: readonly JobView[] }) {
  return (
    <Table label="Jobs">
      <thead>
        <tr>
          <Th>Job</Th>
          <Th className="hidden w-40 sm:table-cell">State</Th>
          <Th className="hidden w-56 md:table-cell">Sensors</Th>
          <Th className="hidden w-44 lg:table-cell">Started by</Th>
          <Th className="w-28 max-sm:text-right">Started</Th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </tbody>
    </Table>
  );
}

function JobRow({ job }: { job: JobView }) {
  const detail = actionDetail(job.action);
  return (
    <Tr>
      <Td className="py-2">
        <Link
          href={`/jobs/${job.id}`}
          className="block truncate font-medium after:absolute after:inset-0 after:content-['']"
        >
          {jobTitle(job)}
        </Link>
        {detail && (
          <span className="block truncate font-mono text-ink-muted text-xs">{detail}</span>
        )}
        <span className="mt-1 block text-xs sm:hidden">
          <JobState state={job.state} />
        </span>
      </Td>
      <Td className="hidden sm:table-cell">
        <JobState state={job.state} />
      </Td>
      <Td className="hidden md:table-cell">
        {isOpen(job) ? <ProgressBar job={job} /> : <Numbers job={job} />}
      </Td>
      <Td className="hidden truncate lg:table-cell">{job.createdBy}</Td>
      <Td className="max-sm:text-right">
        <RelativeTime at={job.createdAt} />
      </Td>
    </Tr>
  );
}

function Numbers({ job }: { job: JobView }) {
  const rest = restText(job);
  return (
    <span className="block truncate tabular-nums">
      {number(job.done)} done{rest && <span className="text-ink-muted">, {rest}</span>}
    </span>
  );
}
