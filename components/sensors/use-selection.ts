"use client";
import { useCallback, useMemo, useState } from "react";
import type { SensorFilter } from "../../server/sensors/schema.ts";
import {
  extended,
  noRows,
  pageToggled,
  type RowSelection,
  toggled,
} from "../table/row-selection.ts";

/** The sensors that a bulk action is about to touch, and how many the person was shown. */
export interface SelectedSet {
  set: { ids: string[] } | { filter: SensorFilter };
  count: number;
}

interface Stored {
  /** The filter that the rows were selected under, as text. */
  readonly filter: string;
  readonly rows: RowSelection;
}

type Page = readonly string[];

/** Selected rows by sensor id, kept over pages and refetches; another filter starts anew. */
export function useSelection(filter: SensorFilter, total: number | undefined) {
  const key = JSON.stringify(filter);
  const [stored, setStored] = useState<Stored>({ filter: key, rows: noRows });
  const rows = stored.filter === key ? stored.rows : noRows;
  // The functions stay the same while the filter does, so that rows need not render again.
  const actions = useMemo(() => {
    const change = (next: (rows: RowSelection) => RowSelection) =>
      setStored((was) => ({ filter: key, rows: next(was.filter === key ? was.rows : noRows) }));
    return {
      toggle: (page: Page, id: string) => change((was) => toggled(was, page, id)),
      extend: (page: Page, to: string) => change((was) => extended(was, page, to)),
      togglePage: (page: Page) => change((was) => pageToggled(was, page)),
      selectAllMatching: () => change((was) => ({ ...was, isAllMatching: true })),
      /** Lets go of those that are not among `ids`. */
      keep: (ids: Page) => change(() => ({ ...noRows, ids: new Set(ids) })),
      clear: () => change(() => noRows),
    };
  }, [key]);
  const { ids, isAllMatching } = rows;
  const isSelected = useCallback(
    (id: string) => isAllMatching || ids.has(id),
    [ids, isAllMatching],
  );
  const selected: SelectedSet = isAllMatching
    ? { set: { filter }, count: total ?? 0 }
    : { set: { ids: [...ids] }, count: ids.size };
  return { ...actions, ids, isAllMatching, isSelected, selected };
}
export type Selection = ReturnType<typeof useSelection>;
