"use client";
import { useId } from "react";
import type { ActivityKind } from "../../server/activity/schema.ts";
import { useNow } from "../time/clock.tsx";
import { type Day, localDay, traffic } from "./days.ts";
import { HourRow } from "./hour-row.tsx";
import { SingleRow } from "./single-row.tsx";

interface DaySectionProps {
  day: Day;
  /** What the feed is narrowed to; drill-downs follow it. */
  kinds: ActivityKind[] | undefined;
}

export function DaySection({ day: { day, entries }, kinds }: DaySectionProps) {
  const id = useId();
  const busiest = Math.max(
    1,
    ...entries.map((entry) => (entry.type === "hour" ? most(traffic(entry.pools)) : 0)),
  );
  return (
    <section aria-labelledby={id} className="group">
      <h2
        id={id}
        className="sticky top-0 z-20 border-b bg-sunken px-4 py-1.5 font-medium text-ink-muted text-xs group-not-first:border-t max-lg:top-13"
      >
        <DayName day={day} />
      </h2>
      <ol className="divide-y">
        {entries.map((entry) =>
          entry.type === "hour" ? (
            <HourRow key={entry.at} hour={entry} busiest={busiest} kinds={kinds} />
          ) : (
            <SingleRow key={keyOf(entry)} entry={entry} />
          ),
        )}
      </ol>
    </section>
  );
}

const most = ({ joined, left }: { joined: number; left: number }) => Math.max(joined, left);

const keyOf = (entry: { type: string; id: string } | { type: "action"; seq: number }) =>
  "seq" in entry ? `action ${entry.seq}` : `${entry.type} ${entry.id}`;

const dayMs = 86_400_000;

function DayName({ day }: { day: string }) {
  const now = useNow();
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const long = new Date(year, month - 1, date).toLocaleDateString(undefined, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(year !== now.getFullYear() && { year: "numeric" }),
  });
  const near =
    day === localDay(now)
      ? "Today"
      : day === localDay(new Date(now.getTime() - dayMs))
        ? "Yesterday"
        : null;
  return (
    <time dateTime={day} suppressHydrationWarning>
      {near && <span className="text-ink">{near} · </span>}
      {long}
    </time>
  );
}
