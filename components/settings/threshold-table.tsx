import { spanOfTime } from "../../server/duration.ts";
import { degradedAfterSeconds, offlineFactor, type Status } from "../../server/sensors/status.ts";
import { StatusBadge } from "../sensors/status-badge.tsx";

/** What the number means for each status, while it is being typed. */
export function ThresholdTable({ staleAfterSeconds: stale }: { staleAfterSeconds: number }) {
  const healthy = spanOfTime(Math.min(degradedAfterSeconds, stale));
  const offline = spanOfTime(stale * offlineFactor);
  const rows: [Status, string][] = [
    ["healthy", `heard within ${healthy}`],
    ["degraded", `silent for ${healthy} to ${spanOfTime(stale)}`],
    ["stale", `silent for ${spanOfTime(stale)} to ${offline}`],
    ["offline", `silent for more than ${offline}`],
  ];
  return (
    <dl className="grid gap-1 rounded-lg bg-sunken px-3.5 py-2.5">
      {rows.map(([status, text]) => (
        <div key={status} className="grid grid-cols-[7rem_1fr]">
          <dt>
            <StatusBadge status={status} />
          </dt>
          <dd className="text-ink-muted">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
