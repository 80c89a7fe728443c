import type { JobView } from "../../server/jobs/schema.ts";
import { cn } from "../ui/class-names.ts";
import { progressText, worked } from "./words.ts";

/** How far a job is. */
export function ProgressBar({ job, className }: { job: JobView; className?: string }) {
  const percent = job.total === 0 ? 100 : Math.floor((worked(job) / job.total) * 100);
  return (
    <div
      role="progressbar"
      aria-label={progressText(job)}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      className={cn("h-1.5 overflow-hidden rounded-full bg-line", className)}
    >
      <div
        className="h-full rounded-full bg-accent transition-[width] duration-300"
        style={{ width: `${percent}%` }}
      />
    </div>
  );
}
