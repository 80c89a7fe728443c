"use client";
import type { DepartedView } from "../../server/departed/schema.ts";
import { spanOfTime } from "../../server/duration.ts";
import { RelativeTime } from "../time/time.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { cn } from "../ui/class-names.ts";
import { DepartedActions } from "./departed-actions.tsx";
import { DepartedName, PurgedAt } from "./departed-cells.tsx";
import { ReasonBadge } from "./reason-badge.tsx";
import type { Marked } from "./use-marked.ts";

interface DepartedCardsProps {
  records: readonly DepartedView[];
  marked: Marked | null;
}

/** The table at phone width: one card a record, with the same actions. */
export function DepartedCards({ records, marked }: DepartedCardsProps) {
  return (
    <ul aria-label="Departed sensors" className="divide-y">
      {records.map((record) => (
        <DepartedCard key={record.id} record={record} marked={marked} />
      ))}
    </ul>
  );
}

function DepartedCard({ record, marked }: { record: DepartedView; marked: Marked | null }) {
  const { id, name, departed } = record;
  const isMarked = marked?.has(id) ?? false;
  return (
    <li className={cn("relative flex gap-3 px-4 py-3", isMarked && "bg-accent-soft/60")}>
      {marked && (
        <Checkbox
          aria-label={`Select ${name}`}
          className="z-10 mt-0.5"
          checked={isMarked}
          onChange={() => marked.toggle(id)}
        />
      )}
      <div className="grid min-w-0 flex-1 gap-1.5">
        <DepartedName record={record} />
        <div className="flex flex-wrap items-center gap-x-3">
          <ReasonBadge reason={departed.reason} />
          <span className="text-ink-muted">
            <RelativeTime at={departed.at} />
            {departed.by !== "system" && ` by ${departed.by}`}
          </span>
        </div>
        <p className="flex flex-wrap gap-x-3 text-ink-muted">
          <span>lived {spanOfTime(record.lifeSpanSeconds)}</span>
          <span>
            {!record.held && "purged "}
            <PurgedAt record={record} />
          </span>
        </p>
      </div>
      {marked && <DepartedActions record={record} />}
    </li>
  );
}
