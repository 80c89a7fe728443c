"use client";
import { useQueryStates } from "nuqs";
import type { ListSensors, SensorFilter } from "../../server/sensors/schema.ts";
import { pagingParams, toFirstPage } from "../table/use-paging.ts";
import { listParams, noFilter, type ParamChange, toFilter } from "./filter-params.ts";

/** The filter without what the status tiles choose among. */
export function withoutStatus({ status: _, ...filter }: SensorFilter): SensorFilter {
  return filter;
}

export const poolSensorsHref = (key: string): string => `/sensors?pool=${encodeURIComponent(key)}`;
export const clusterSensorsHref = (name: string): string =>
  `/sensors?cluster=${encodeURIComponent(name)}`;
export const tokenSensorsHref = (id: string): string => `/sensors?token=${id}`;

/** Those that left, by what of the filter they can be found with as well. */
export function departedHref({ q, pool, token, ephemeral }: SensorFilter): string {
  const query = new URLSearchParams({
    ...(q && { q }),
    ...(pool && { pool }),
    ...(token && { token }),
    ...(ephemeral !== undefined && { ephemeral: String(ephemeral) }),
  }).toString();
  return query ? `/sensors/departed?${query}` : "/sensors/departed";
}

/** Filter, order, grouping and looks of the list; the address is their only store. */
export function useSensorParams() {
  const [view, setView] = useQueryStates(listParams, { history: "push", clearOnDefault: true });
  const [, setPaging] = useQueryStates(pagingParams);
  /** Any change of filter or order starts at the first page again. */
  const change = (to: ParamChange, history: "push" | "replace" = "push") => {
    void setPaging(toFirstPage);
    void setView(to, { history });
  };
  /** All sensors again; columns and grouping stay. */
  const clear = () => change({ ...noFilter, view: null });
  const order = { sort: view.sort, order: view.order } satisfies Partial<ListSensors>;
  return { view, filter: toFilter(view), order, change, clear };
}
export type SensorListParams = ReturnType<typeof useSensorParams>;
