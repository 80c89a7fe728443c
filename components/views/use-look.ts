"use client";
import { z } from "zod";
import { type ColumnId, columnIds, type Density, densities } from "../../server/views/schema.ts";
import type { SensorListParams } from "../sensors/search-params.ts";
import { useRemembered } from "../table/use-remembered.ts";
import type { Look } from "./view-state.ts";

export const usualLook: Look = {
  columns: ["cluster", "role", "tags", "version", "lastHeartbeatAt"],
  density: "comfortable",
};

const Remembered = z.object({
  columns: z.array(z.enum(columnIds)),
  density: z.enum(densities),
});

export interface LookChoice {
  look: Look;
  setColumns: (columns: readonly ColumnId[]) => void;
  setDensity: (density: Density) => void;
}

/** How this browser shows lists where the address says nothing else. */
export function useRememberedLook(): [Look, (look: Look) => void] {
  const [remembered, remember] = useRemembered("telovix.sensors.look", Remembered);
  const write = (look: Look) => remember({ ...look, columns: [...look.columns] });
  return [remembered ?? usualLook, write];
}

/**
 * Columns and density: what the address says, else what this browser remembers. While a view is
 * shown a change stays in the address, so that it is a change of the view and not of the habit.
 */
export function useLook({ view, change }: SensorListParams): LookChoice {
  const [own, remember] = useRememberedLook();
  const look = { columns: view.cols ?? own.columns, density: view.density ?? own.density };
  const setColumns = (chosen: readonly ColumnId[]) => {
    const columns = columnIds.filter((id) => chosen.includes(id));
    if (view.view !== null || view.cols !== null) change({ cols: columns }, "replace");
    else remember({ ...own, columns });
  };
  const setDensity = (density: Density) => {
    if (view.view !== null || view.density !== null) change({ density }, "replace");
    else remember({ ...own, density });
  };
  return { look, setColumns, setDensity };
}
