"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import type { ListSensors } from "../../server/sensors/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { useMay } from "../shell/me.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Pager } from "../table/pager.tsx";
import { SkeletonRows } from "../table/skeleton-rows.tsx";
import { useIsNarrow } from "../table/use-is-narrow.ts";
import type { Paging } from "../table/use-paging.ts";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/class-names.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import type { useSensorParams } from "./search-params.ts";
import { SensorCards } from "./sensor-cards.tsx";
import { SensorTable } from "./sensor-table.tsx";
import { useSelection } from "./use-selection.ts";

const limit = 50;

interface SensorListProps {
  params: ReturnType<typeof useSensorParams>;
  paging: Paging;
}

export function SensorList({ params, paging }: SensorListProps) {
  const trpc = useTRPC();
  const { filter, order, change, clear } = params;
  const { cursor } = paging;
  const input: ListSensors = { ...filter, ...order, limit, ...(cursor && { cursor }) };
  const list = useQuery(
    trpc.sensors.list.queryOptions(input, {
      placeholderData: keepPreviousData,
    }),
  );
  const selection = useSelection(filter, list.data?.total ?? 0);
  const canSelect = useMay("operate");
  const isNarrow = useIsNarrow();

  if (list.isPending) return <SkeletonRows label="Loading sensors" />;
  if (list.isError && !list.data) {
    return <FailedState what="The sensors" error={list.error} onRetry={() => list.refetch()} />;
  }
  const { items, total, nextCursor } = list.data;
  if (items.length === 0)
    return <NoMatch onClear={clear} isPastEnd={paging.page > 1} onFirst={paging.toFirst} />;

  const shown = canSelect ? selection : null;
  return (
    <>
      <div
        aria-busy={list.isPlaceholderData}
        className={cn("transition-opacity", list.isPlaceholderData && "opacity-60")}
      >
        {isNarrow ? (
          <SensorCards sensors={items} selection={shown} />
        ) : (
          <SensorTable sensors={items} order={order} onOrder={change} selection={shown} />
        )}
      </div>
      <div className="border-t">
        <Pager {...{ paging, limit, total, nextCursor }} shown={items.length} noun="sensors" />
      </div>
      {shown && (
        <BulkBar
          selection={shown}
          total={total}
          isPageSelected={items.every(({ id }) => selection.rows[id])}
        />
      )}
    </>
  );
}

interface NoMatchProps {
  onClear: () => void;
  /** The page asked for has emptied meanwhile. */
  isPastEnd: boolean;
  onFirst: () => void;
}

function NoMatch({ onClear, isPastEnd, onFirst }: NoMatchProps) {
  return isPastEnd ? (
    <EmptyState
      icon={SearchX}
      title="This page is empty by now"
      action={<Button onClick={onFirst}>First page</Button>}
    />
  ) : (
    <EmptyState
      icon={SearchX}
      title="No sensor matches"
      action={<Button onClick={onClear}>Clear filters</Button>}
    >
      Nothing in the fleet has all that the filters ask for.
    </EmptyState>
  );
}
