"use client";
import { ChevronRight } from "lucide-react";
import { useId } from "react";
import type { SensorGroups } from "../../server/sensors/schema.ts";
import { type Status, statuses } from "../../server/sensors/status.ts";
import { cn } from "../ui/class-names.ts";
import type { Look } from "../views/view-state.ts";
import type { ParamChange } from "./filter-params.ts";
import { GroupSensorsPart } from "./group-sensors.tsx";
import type { SensorListParams } from "./search-params.ts";
import { StatusIcon, statusWord } from "./status-badge.tsx";

export type Group = SensorGroups["items"][number];

interface GroupRowProps {
  group: Group;
  /** What they are grouped by, as in "cluster". */
  word: string;
  /** Size of the largest group: bars are drawn against it. */
  most: number;
  params: SensorListParams;
  look: Look;
  /** What narrows the list to this group; null: nothing does. */
  narrowed: ParamChange | null;
  isOpen: boolean;
  onToggle: () => void;
  onShowAll: (() => void) | null;
}

const number = (value: number) => value.toLocaleString("en-US");

export function GroupRow(props: GroupRowProps) {
  const { group, word, most, isOpen, onToggle, narrowed } = props;
  const { counts } = group;
  const body = useId();
  const name = group.label ?? group.key;
  return (
    <li className="border-b last:border-b-0">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 pr-4 hover:bg-sunken md:grid-cols-[minmax(0,1fr)_24rem_12rem]">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={body}
          disabled={narrowed === null}
          onClick={onToggle}
          className="flex h-11 min-w-0 items-center gap-2 pl-4 text-left focus-visible:-outline-offset-2"
        >
          <ChevronRight
            aria-hidden
            className={cn(
              "size-4 shrink-0 text-ink-muted transition-transform",
              isOpen && "rotate-90",
            )}
          />
          <span className={cn("truncate font-medium", name === null && "text-ink-muted")}>
            {name ?? `No ${word}${word.endsWith(":") ? " tag" : ""}`}
          </span>
          <span className="text-ink-muted tabular-nums">{number(counts.total)}</span>
        </button>
        <ul aria-label="By status" className="flex items-center gap-4 max-md:hidden">
          {statuses.map((status) => (
            <StatusCount key={status} status={status} count={counts[status]} />
          ))}
        </ul>
        <GroupBar counts={counts} most={most} />
      </div>
      <div id={body}>
        {isOpen && narrowed && (
          <GroupSensorsPart {...props} narrowed={narrowed} total={counts.total} />
        )}
      </div>
    </li>
  );
}

function StatusCount({ status, count }: { status: Status; count: number }) {
  return (
    <li
      className={cn(
        "flex w-20 items-center gap-1.5 tabular-nums",
        count === 0 && "text-ink-faint [&_svg]:opacity-35",
      )}
      title={`${number(count)} ${statusWord(status).toLowerCase()}`}
    >
      <StatusIcon status={status} />
      {number(count)}
      <span className="sr-only">{statusWord(status).toLowerCase()}</span>
    </li>
  );
}

const colors: Record<Status, string> = {
  healthy: "bg-healthy",
  degraded: "bg-degraded",
  stale: "bg-stale",
  offline: "bg-offline",
};

/** As long as the group is large; the numbers beside it say the same. */
function GroupBar({ counts, most }: { counts: Group["counts"]; most: number }) {
  return (
    <span aria-hidden className="flex h-1.5 w-24 gap-px md:w-full">
      {statuses.map(
        (status) =>
          counts[status] > 0 && (
            <span
              key={status}
              className={cn("min-w-0.5 first:rounded-l-full last:rounded-r-full", colors[status])}
              style={{ width: `${(100 * counts[status]) / most}%` }}
            />
          ),
      )}
    </span>
  );
}
