"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { SensorView } from "../../server/sensors/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { FailedState } from "../table/failed-state.tsx";
import { SkeletonRows } from "../table/skeleton-rows.tsx";
import { useIsNarrow } from "../table/use-is-narrow.ts";
import { Button } from "../ui/button.tsx";
import type { Look } from "../views/view-state.ts";
import { type ParamChange, toFilter } from "./filter-params.ts";
import type { SensorListParams } from "./search-params.ts";
import { SensorCards } from "./sensor-cards.tsx";
import { SensorTable } from "./sensor-table.tsx";

/** What is shown of a group before the list of all of it is worth a click. */
const limit = 20;

const noSensors: SensorView[] = [];

interface GroupSensorsPartProps {
  params: SensorListParams;
  look: Look;
  narrowed: ParamChange;
  total: number;
  onShowAll: (() => void) | null;
}

/** The first rows of an open group, and the way to all of them. */
export function GroupSensorsPart(props: GroupSensorsPartProps) {
  const { params, look, narrowed, total, onShowAll } = props;
  const trpc = useTRPC();
  const isNarrow = useIsNarrow();
  const { view, order, change } = params;
  const filter = toFilter({ ...view, ...withoutNulls(narrowed) });
  const list = useQuery(
    trpc.sensors.rows.queryOptions(
      { ...filter, ...order, limit },
      { placeholderData: keepPreviousData },
    ),
  );
  if (list.isPending) return <SkeletonRows label="Loading sensors" rows={Math.min(total, limit)} />;
  if (list.isError && !list.data) {
    return <FailedState what="The sensors" error={list.error} onRetry={() => list.refetch()} />;
  }
  const items = list.data?.items ?? noSensors;
  return (
    <div className="border-t bg-canvas/60 pl-4">
      {isNarrow ? (
        <SensorCards sensors={items} selection={null} />
      ) : (
        <SensorTable
          sensors={items}
          {...{ order, look }}
          onOrder={change}
          selection={null}
          cursor={-1}
          onCursor={() => undefined}
        />
      )}
      {onShowAll && (
        <p className="px-4 py-2">
          <Button variant="link" size="inline" onClick={onShowAll}>
            {total > items.length
              ? `All ${total.toLocaleString("en-US")} in the list`
              : "Show in the list"}
          </Button>
        </p>
      )}
    </div>
  );
}

/** A group only ever asks for more; null would take a filter away. */
function withoutNulls(change: ParamChange) {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null));
}
