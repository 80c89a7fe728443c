import type { ColumnId, Density, View, ViewState } from "../../server/views/schema.ts";
import {
  fromFilter,
  noFilter,
  type ParamChange,
  type SensorParams,
  toFilter,
} from "../sensors/filter-params.ts";

/** How the list looks now, whether the address says so or the reader's own choice. */
export interface Look {
  readonly columns: readonly ColumnId[];
  readonly density: Density;
}

/** What "Save view" saves. */
export function stateOf(params: SensorParams, look: Look): ViewState {
  return {
    filter: toFilter(params),
    sort: params.sort,
    order: params.order,
    ...(params.group !== null && { groupBy: params.group }),
    columns: [...look.columns],
    density: look.density,
  };
}

/** The address that shows a view, over whatever it says now. */
export function paramsOf({ id, state }: Pick<View, "id" | "state">): ParamChange {
  return {
    ...fromFilter(state.filter),
    sort: state.sort,
    order: state.order,
    group: state.groupBy ?? null,
    cols: state.columns ?? null,
    density: state.density ?? null,
    view: id,
  };
}

/** Every sensor, in the usual order and the reader's own columns. */
export const allSensors: ParamChange = {
  ...noFilter,
  ...{ sort: null, order: null, group: null, cols: null, density: null, view: null },
};

/** Whether what is shown has gone away from the view; what the view leaves open does not count. */
export function isModified(saved: ViewState, now: ViewState): boolean {
  const asked = {
    ...now,
    ...(saved.columns === undefined && { columns: undefined }),
    ...(saved.density === undefined && { density: undefined }),
  };
  return canonical(saved) !== canonical(asked);
}

/** The same text for the same state, whatever the order of its keys, and `x` for the list of `x`. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : Array.isArray(inner) && inner.length === 1
        ? inner[0]
        : inner,
  );
}
