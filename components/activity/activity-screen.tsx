"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { History, SearchX } from "lucide-react";
import { OpenAlerts } from "../alerts/open-alerts.tsx";
import { useTRPC } from "../api/trpc.ts";
import { LiveIndicator } from "../shell/live-indicator.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { SkeletonRows } from "../table/skeleton-rows.tsx";
import { usePaging } from "../table/use-paging.ts";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/class-names.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { DaySection } from "./day-section.tsx";
import { localDay, toDays } from "./days.ts";
import { OlderNewer } from "./older-newer.tsx";
import { type ActivityParamsState, useActivityParams } from "./search-params.ts";
import { ActivityToolbar } from "./toolbar.tsx";

/** Roll-ups of one hour are shown as one row, so this is about a day of a busy fleet. */
const limit = 200;

export function ActivityScreen() {
  const params = useActivityParams();
  return (
    <>
      <PageHeader
        title="Activity"
        help={{ page: "notifications" }}
        description="What people did and what befell sensors. Ephemeral ones are counted by hour and pool."
        actions={<LiveIndicator />}
      />
      <OpenAlerts />
      <section aria-label="Activity feed" className="rounded-xl border bg-surface shadow-raised">
        <ActivityToolbar params={params} />
        <Feed params={params} />
      </section>
    </>
  );
}

function Feed({ params }: { params: ActivityParamsState }) {
  const trpc = useTRPC();
  const paging = usePaging();
  const { filter, clear } = params;
  const { cursor } = paging;
  const list = useQuery(
    trpc.activity.list.queryOptions(
      { ...filter, limit, withTotal: false, ...(cursor && { cursor }) },
      { placeholderData: keepPreviousData },
    ),
  );
  if (list.isPending) return <SkeletonRows label="Loading the activity" />;
  if (list.isError && !list.data) {
    return <FailedState what="The activity" error={list.error} onRetry={() => list.refetch()} />;
  }
  const { items, nextCursor } = list.data;
  if (items.length === 0) return <Nothing {...{ filter, clear, paging }} />;
  return (
    <>
      <div
        aria-busy={list.isPlaceholderData}
        className={cn("transition-opacity", list.isPlaceholderData && "opacity-60")}
      >
        {toDays(items, localDay).map((day) => (
          <DaySection key={day.day} day={day} kinds={filter.kinds} />
        ))}
      </div>
      {(nextCursor || paging.page > 1) && <OlderNewer paging={paging} nextCursor={nextCursor} />}
    </>
  );
}

type NothingProps = Pick<ActivityParamsState, "filter" | "clear"> & {
  paging: ReturnType<typeof usePaging>;
};

function Nothing({ filter, clear, paging }: NothingProps) {
  if (paging.page > 1) {
    return (
      <EmptyState
        icon={SearchX}
        title="Nothing older"
        action={<Button onClick={paging.toFirst}>Newest</Button>}
      />
    );
  }
  if (Object.keys(filter).length > 0) {
    return (
      <EmptyState
        icon={SearchX}
        title="Nothing matches"
        action={<Button onClick={clear}>Clear filters</Button>}
      />
    );
  }
  return (
    <EmptyState icon={History} title="Nothing has happened yet">
      Sensors that enroll and leave, alerts, and what people do in the Console show here.
    </EmptyState>
  );
}
