"use client";
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { clusterSortKeys, type ListClusters } from "../../server/clusters/schema.ts";
import { pagingParams, toFirstPage } from "../table/use-paging.ts";

const params = {
  q: parseAsString.withDefault(""),
  missing: parseAsBoolean.withDefault(false),
  sort: parseAsStringLiteral(clusterSortKeys).withDefault("name"),
  order: parseAsStringLiteral(["asc", "desc"]).withDefault("asc"),
};

export type ClusterOrder = Pick<ListClusters, "sort" | "order">;

/** Filter and order of the clusters; the address is their only store. */
export function useClusterParams() {
  const [view, setView] = useQueryStates(params, { history: "push", clearOnDefault: true });
  const [, setPaging] = useQueryStates(pagingParams);
  const change = (to: { q?: string | null; missing?: boolean | null } & Partial<ClusterOrder>) => {
    void setPaging(toFirstPage);
    void setView(to);
  };
  const q = view.q.trim();
  const filter = { ...(q && { q }), ...(view.missing && { missing: true }) };
  const order: ClusterOrder = { sort: view.sort, order: view.order };
  return { view, filter, order, change, clear: () => change({ q: null, missing: null }) };
}
