"use client";
import { type RefObject, useCallback, useMemo, useState } from "react";
import type { Shortcut } from "../palette/shortcut.ts";
import { useShortcuts } from "../palette/shortcuts.tsx";
import type { SensorTableHandle } from "./sensor-table.tsx";
import type { Selection } from "./use-selection.ts";

interface ListKeys {
  /** Ids of the page, in its order. */
  page: readonly string[];
  table: RefObject<SensorTableHandle | null>;
  /** Null: nothing here can be selected. */
  selection: Selection | null;
  /** What e and ⌫ do with the selection, or with the row that the keyboard is at. */
  onTags: (() => void) | null;
  onDelete: (() => void) | null;
}

/** The row that the keyboard is at, by sensor, so that it stays with it when the list changes. */
export function useCursor(page: readonly string[]) {
  const [id, setId] = useState<string | null>(null);
  const index = useMemo(() => (id === null ? -1 : page.indexOf(id)), [page, id]);
  return { index, id: index < 0 ? null : id, setId: useCallback((to: string) => setId(to), []) };
}
export type Cursor = ReturnType<typeof useCursor>;

export function useListKeys(cursor: Cursor, keys: ListKeys): void {
  const { page, table, selection } = keys;
  const move = (by: number, isRange: boolean) => {
    const to = Math.min(page.length - 1, Math.max(0, cursor.index + by));
    const id = page[to];
    if (id === undefined) return;
    if (isRange && selection) {
      // The first step of a range takes the row that it starts from along.
      if (selection.ids.size === 0 && cursor.id !== null) selection.extend(page, cursor.id);
      selection.extend(page, id);
    }
    cursor.setId(id);
    table.current?.focusRow(to);
  };
  const group = "List of sensors";
  const reading: Shortcut[] = [
    { keys: ["j"], does: "Next sensor", group, run: () => move(1, false) },
    { keys: ["k"], does: "Previous sensor", group, run: () => move(-1, false) },
    {
      keys: ["Enter"],
      does: "Open the sensor",
      group,
      run: () => cursor.index >= 0 && table.current?.openRow(cursor.index),
    },
    {
      keys: ["/"],
      does: "Search",
      group,
      run: () => document.querySelector<HTMLElement>("[role=searchbox]")?.focus(),
    },
  ];
  const selecting: Shortcut[] = selection
    ? [
        {
          keys: ["x"],
          does: "Select the sensor",
          group,
          run: () => cursor.id !== null && selection.toggle(page, cursor.id),
        },
        { keys: ["J"], does: "Select down", group, run: () => move(1, true) },
        { keys: ["K"], does: "Select up", group, run: () => move(-1, true) },
        { keys: ["Escape"], does: "Clear the selection", group, run: selection.clear },
      ]
    : [];
  const acting: Shortcut[] = [
    ...(keys.onTags ? [{ keys: ["e"], does: "Edit tags", group, run: keys.onTags }] : []),
    ...(keys.onDelete
      ? [{ keys: ["Backspace", "Delete"], does: "Delete", group, run: keys.onDelete }]
      : []),
  ];
  useShortcuts([...reading, ...selecting, ...acting]);
}
