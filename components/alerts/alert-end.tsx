import type { AlertView } from "../../server/alerts/schema.ts";
import { spanOfTime } from "../../server/duration.ts";

/** Whether an alert is over, and how long it lasted. */
export function AlertEnd({ alert: { at, endedAt } }: { alert: AlertView }) {
  if (endedAt === null) {
    return <span className="font-medium text-stale">Open</span>;
  }
  const seconds = (Date.parse(endedAt) - Date.parse(at)) / 1000;
  return <span>over after {spanOfTime(seconds)}</span>;
}
