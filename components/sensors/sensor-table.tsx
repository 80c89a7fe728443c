"use client";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import {
  type MouseEvent,
  type Ref,
  useCallback,
  useImperativeHandle,
  useMemo,
  useRef,
} from "react";
import type { SensorView } from "../../server/sensors/schema.ts";
import { rowSegments } from "../table/row-segments.ts";
import { ScrollTable, SpacerRow } from "../table/scroll-table.tsx";
import type { Look } from "../views/view-state.ts";
import { shownColumns } from "./columns.tsx";
import { rowHeights, SensorRow } from "./sensor-row.tsx";
import { type Order, SensorTableHead } from "./sensor-table-head.tsx";
import type { Selection } from "./use-selection.ts";

/** Rows rendered beyond what is seen, so that quick scrolling shows no blank. */
const overscan = 12;

export interface SensorTableHandle {
  /** Scrolls to a row of the page and puts the focus on its name. */
  focusRow: (index: number) => void;
  openRow: (index: number) => void;
}

interface SensorTableProps {
  sensors: readonly SensorView[];
  order: Order;
  onOrder: (order: Order) => void;
  look: Look;
  /** Null: nothing here can be selected. */
  selection: Selection | null;
  /** Index of the row that the keyboard is at; it stays rendered wherever the list is scrolled. */
  cursor: number;
  onCursor: (id: string) => void;
  ref?: Ref<SensorTableHandle>;
  className?: string;
}

export function SensorTable(props: SensorTableProps) {
  const { sensors, look, selection, cursor, onCursor, ref, className = "" } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => shownColumns(look.columns), [look.columns]);
  const page = useMemo(() => sensors.map(({ id }) => id), [sensors]);
  const height = rowHeights[look.density];
  const rows = useVirtualizer({
    count: sensors.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    getItemKey: (index) => page[index] ?? index,
    overscan,
    scrollPaddingStart: height,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      if (cursor < 0 || shown.includes(cursor)) return shown;
      return [...shown, cursor].sort((a, b) => a - b);
    },
  });
  useImperativeHandle(ref, () => ({
    focusRow: (index) => {
      rows.scrollToIndex(index);
      requestAnimationFrame(() =>
        linkOf(scroll.current, page[index])?.focus({ preventScroll: true }),
      );
    },
    openRow: (index) => linkOf(scroll.current, page[index])?.click(),
  }));
  const onSelect = useSelect(selection, page, onCursor);
  const columnCount = columns.length + (selection ? 2 : 0);
  const widths = columns.reduce((sum, { width }) => sum + width, selection ? 92 : 0);
  return (
    <ScrollTable
      label="Sensors"
      scrollRef={scroll}
      minWidth={widths}
      rowCount={sensors.length + 1}
      className={className}
      onClick={(event) => followRow(event, onSelect)}
    >
      <SensorTableHead
        {...{ columns, selection, page }}
        order={props.order}
        onOrder={props.onOrder}
      />
      <tbody>
        {rowSegments(rows.getVirtualItems(), rows.getTotalSize()).map((segment) => {
          if ("gap" in segment)
            return <SpacerRow key={segment.key} height={segment.gap} columns={columnCount} />;
          const { index } = segment.item;
          const sensor = sensors[index];
          if (!sensor) return null;
          return (
            <SensorRow
              key={sensor.id}
              {...{ sensor, columns, onSelect }}
              density={look.density}
              rowIndex={index + 2}
              isSelected={selection?.isSelected(sensor.id) ?? null}
              isCursor={index === cursor}
            />
          );
        })}
      </tbody>
    </ScrollTable>
  );
}

/** One function for all rows, and the same one while nothing but the selection changes. */
function useSelect(
  selection: Selection | null,
  page: readonly string[],
  onCursor: (id: string) => void,
) {
  const { extend, toggle } = selection ?? {};
  return useCallback(
    (id: string, isRange: boolean) => {
      onCursor(id);
      if (isRange) extend?.(page, id);
      else toggle?.(page, id);
    },
    [extend, toggle, page, onCursor],
  );
}

function linkOf(scroll: HTMLElement | null, id: string | undefined): HTMLElement | null {
  if (!scroll || id === undefined) return null;
  return scroll.querySelector<HTMLElement>(`tr[data-id="${id}"] a[data-row-link]`);
}

/** A click beside the controls of a row opens its sensor, in a new tab where the browser would. */
function followRow(
  event: MouseEvent<HTMLTableElement>,
  onSelect: (id: string, isRange: boolean) => void,
): void {
  const at = event.target;
  if (!(at instanceof Element) || at.closest("a, button, input, label, [role=menuitem]")) return;
  const row = at.closest<HTMLElement>("tr[data-id]");
  // A menu or a dialog of the row stands elsewhere in the document, but reports its clicks here.
  if (!row?.dataset.id || !event.currentTarget.contains(row)) return;
  if (event.shiftKey) {
    window.getSelection()?.removeAllRanges();
    onSelect(row.dataset.id, true);
    return;
  }
  if (!window.getSelection()?.isCollapsed) return;
  const { ctrlKey, metaKey } = event;
  row
    .querySelector("a[data-row-link]")
    ?.dispatchEvent(
      new globalThis.MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey }),
    );
}
