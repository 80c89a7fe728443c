import { CircleAlert, CircleCheck, CircleSlash, Clock, LoaderCircle } from "lucide-react";
import type { JobView } from "../../server/jobs/schema.ts";
import { cn } from "../ui/class-names.ts";

const looks = {
  queued: [Clock, "Queued", "text-ink-muted"],
  running: [LoaderCircle, "Running", "text-accent"],
  succeeded: [CircleCheck, "Succeeded", "text-healthy"],
  failed: [CircleAlert, "With failures", "text-danger"],
  cancelled: [CircleSlash, "Cancelled", "text-ink-muted"],
} as const;

export const jobStateNames = (state: JobView["state"]): string => looks[state][1];

export function JobState({ state }: { state: JobView["state"] }) {
  const [Icon, name, tone] = looks[state];
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap">
      <Icon aria-hidden className={cn("size-4 shrink-0", tone)} />
      {name}
    </span>
  );
}
