import type { StatusPreview } from "../../server/settings/schema.ts";
import { StatusBadge } from "../sensors/status-badge.tsx";

const number = (value: number) => value.toLocaleString("en-US");

/** "1,204 of 20,000 sensors": how far a change of thresholds reaches. */
export function reachOf({ changed, total }: StatusPreview): string {
  return `${number(changed)} of ${number(total)} ${total === 1 ? "sensor" : "sensors"}`;
}

/** From which status to which, the largest group first. */
export function StatusFlips({ flips }: { flips: StatusPreview["flips"] }) {
  return (
    <ul className="grid gap-1">
      {flips.map(({ from, to, count }) => (
        <li key={`${from} ${to}`} className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium text-ink tabular-nums">{number(count)}</span>
          <StatusBadge status={from} />
          <span aria-hidden>→</span>
          <span className="sr-only">to</span>
          <StatusBadge status={to} />
        </li>
      ))}
    </ul>
  );
}
