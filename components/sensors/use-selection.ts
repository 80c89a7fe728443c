"use client";
import type { RowSelectionState } from "@tanstack/react-table";
import { useState } from "react";
import type { SensorFilter } from "../../server/sensors/schema.ts";

/** The sensors that a bulk action is about to touch, and how many the person was shown. */
export interface SelectedSet {
  set: { ids: string[] } | { filter: SensorFilter };
  count: number;
}

interface Stored {
  filter: string;
  rows: RowSelectionState;
  isAllMatching: boolean;
}

/** Selected rows by sensor id, kept over pages and refetches; another filter starts anew. */
export function useSelection(filter: SensorFilter, total: number) {
  const key = JSON.stringify(filter);
  const empty: Stored = { filter: key, rows: {}, isAllMatching: false };
  const [stored, setStored] = useState(empty);
  const { rows, isAllMatching } = stored.filter === key ? stored : empty;
  const ids = Object.keys(rows);
  const selected: SelectedSet = isAllMatching
    ? { set: { filter }, count: total }
    : { set: { ids }, count: ids.length };
  return {
    rows,
    isAllMatching,
    selected,
    setRows: (next: RowSelectionState) =>
      setStored({ filter: key, rows: next, isAllMatching: false }),
    selectAllMatching: () => setStored({ filter: key, rows, isAllMatching: true }),
    clear: () => setStored(empty),
  };
}
export type Selection = ReturnType<typeof useSelection>;
