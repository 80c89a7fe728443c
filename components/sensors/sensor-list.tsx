"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import type { ListSensors, SensorView } from "../../server/sensors/schema.ts";
import { aloneOnTheWire } from "../api/links.ts";
import { useTRPC } from "../api/trpc.ts";
import { useMay } from "../shell/me.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Pager } from "../table/pager.tsx";
import { SkeletonRows } from "../table/skeleton-rows.tsx";
import { useIsNarrow } from "../table/use-is-narrow.ts";
import { useSizedPaging } from "../table/use-sized-paging.ts";
import { cn } from "../ui/class-names.ts";
import type { Look } from "../views/view-state.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { ListDialog, useListDialog } from "./list-dialog.tsx";
import { NoMatch } from "./no-match.tsx";
import type { SensorListParams } from "./search-params.ts";
import { SensorCards } from "./sensor-cards.tsx";
import { SensorTable, type SensorTableHandle } from "./sensor-table.tsx";
import { useCursor, useListKeys } from "./use-list-keys.ts";
import { useSelection } from "./use-selection.ts";

interface SensorListProps {
  params: SensorListParams;
  look: Look;
  /** How many match, on all pages; undefined: being counted. */
  total: number | undefined;
}

const noSensors: SensorView[] = [];

/** The rows of one page. They are shown as soon as they are there, whatever the count takes. */
export function SensorList({ params, look, total }: SensorListProps) {
  const trpc = useTRPC();
  const { filter, order, change, clear } = params;
  const { paging, size, setSize } = useSizedPaging("telovix.sensors.size");
  const { cursor: after } = paging;
  const input: ListSensors = { ...filter, ...order, limit: size, ...(after && { cursor: after }) };
  const list = useQuery(
    trpc.sensors.rows.queryOptions(input, { placeholderData: keepPreviousData, ...aloneOnTheWire }),
  );
  const items = list.data?.items ?? noSensors;
  const page = useMemo(() => items.map(({ id }) => id), [items]);
  const table = useRef<SensorTableHandle>(null);
  const all = useSelection(filter, total);
  const selection = useMay("operate") ? all : null;
  const cursor = useCursor(page);
  const dialog = useListDialog({ selection, sensor: items[cursor.index] });
  const isNarrow = useIsNarrow();
  useListKeys(cursor, { page, table, selection, ...dialog });

  if (list.isPending) return <SkeletonRows label="Loading sensors" rows={12} />;
  if (list.isError && !list.data) {
    return <FailedState what="The sensors" error={list.error} onRetry={() => list.refetch()} />;
  }
  if (items.length === 0)
    return <NoMatch onClear={clear} isPastEnd={paging.page > 1} onFirst={paging.toFirst} />;
  const hasBar = selection !== null && selection.selected.count > 0;
  const dimmed = list.isPlaceholderData && "opacity-60";
  return (
    <>
      {isNarrow ? (
        <div aria-busy={list.isPlaceholderData} className={cn("transition-opacity", dimmed)}>
          <SensorCards sensors={items} selection={selection} />
        </div>
      ) : (
        <SensorTable
          ref={table}
          sensors={items}
          {...{ order, look, selection }}
          onOrder={change}
          cursor={cursor.index}
          onCursor={cursor.setId}
          className={cn("transition-opacity", dimmed, hasBar && "pb-16")}
        />
      )}
      <div className="border-t">
        <Pager
          {...{ paging, total }}
          limit={size}
          nextCursor={list.data.nextCursor}
          shown={items.length}
          noun="sensors"
          onSize={setSize}
        />
      </div>
      {selection && hasBar && (
        <BulkBar
          {...{ selection, total, filter, dialog }}
          isPageSelected={page.every(selection.isSelected)}
        />
      )}
      <ListDialog dialog={dialog} selection={selection} />
    </>
  );
}
