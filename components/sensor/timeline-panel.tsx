"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { spanOfTime } from "../../server/duration.ts";
import type { SensorTimeline } from "../../server/sensors/history-schema.ts";
import { type TimelineStatus, timelineStatuses } from "../../server/sensors/timeline.ts";
import { useTRPC } from "../api/trpc.ts";
import { HelpLink } from "../docs/help-link.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { cn } from "../ui/class-names.ts";
import { Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { rangeChoices, useHistoryRange } from "./history-range.ts";
import { TimelineBar } from "./timeline-bar.tsx";
import { TimelineChanges } from "./timeline-changes.tsx";
import { healthyShare, shareText, timelineLooks } from "./timeline-words.ts";

/** When a sensor was healthy, silent or gone; the choice of time is that of the charts below too. */
export function TimelinePanel({
  sensorId,
  hasDeparted,
}: {
  sensorId: string;
  hasDeparted: boolean;
}) {
  const trpc = useTRPC();
  const { range, setRange, hours, everyMs } = useHistoryRange();
  const timeline = useQuery(
    trpc.sensors.timeline.queryOptions(
      { id: sensorId, hours },
      { placeholderData: keepPreviousData, refetchInterval: hasDeparted ? false : everyMs },
    ),
  );
  return (
    <Panel
      title={hasDeparted ? "Status before it departed" : "Status"}
      actions={
        <div className="flex items-center gap-1.5">
          <HelpLink page="overview" heading="status-over-time" />
          <Segmented label="Time range" value={range} options={rangeChoices} onChange={setRange} />
        </div>
      }
    >
      {timeline.isError && !timeline.data ? (
        <FailedState
          what="The timeline"
          error={timeline.error}
          onRetry={() => timeline.refetch()}
        />
      ) : timeline.data ? (
        <div
          aria-busy={timeline.isPlaceholderData}
          className={cn(
            "grid gap-3 transition-opacity",
            timeline.isPlaceholderData && "opacity-60",
          )}
        >
          <TimelineBar timeline={timeline.data} label={summary(timeline.data)} />
          <Legend timeline={timeline.data} />
          <TimelineChanges timeline={timeline.data} />
        </div>
      ) : (
        <Skeleton className="h-28 rounded-lg" />
      )}
    </Panel>
  );
}

const shownOf = ({ seconds }: SensorTimeline): [TimelineStatus, number][] =>
  timelineStatuses.flatMap((status) => {
    const length = seconds[status] ?? 0;
    return length > 0 ? [[status, length]] : [];
  });

const lengthOf = (status: TimelineStatus, length: number) =>
  `${timelineLooks[status].word} ${spanOfTime(length)}`;

/** The bar in words. */
function summary(timeline: SensorTimeline): string {
  return `Status over time: ${shownOf(timeline)
    .map(([status, length]) => lengthOf(status, length))
    .join(", ")}`;
}

function Legend({ timeline }: { timeline: SensorTimeline }) {
  const share = healthyShare(timeline.seconds);
  return (
    <div className="flex flex-wrap items-baseline gap-x-5 gap-y-1 text-ink-muted text-xs">
      {share !== null && (
        <span
          className="mr-auto text-ink text-sm"
          title="Of the time in which it was enrolled and the Console listened"
        >
          <strong className="font-semibold tabular-nums">{shareText(share)}</strong> healthy
        </span>
      )}
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {shownOf(timeline).map(([status, length]) => (
          <li key={status} className="flex items-center gap-1.5 tabular-nums">
            <span
              aria-hidden
              className={cn("size-2.5 rounded-sm border", timelineLooks[status].fill)}
            />
            {lengthOf(status, length)}
          </li>
        ))}
      </ul>
    </div>
  );
}
