"use client";
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { type ListPools, poolSortKeys } from "../../server/pools/schema.ts";
import { pagingParams, toFirstPage } from "../table/use-paging.ts";

const params = {
  q: parseAsString.withDefault(""),
  missing: parseAsBoolean.withDefault(false),
  sort: parseAsStringLiteral(poolSortKeys).withDefault("label"),
  order: parseAsStringLiteral(["asc", "desc"]).withDefault("asc"),
};

export type PoolOrder = Pick<ListPools, "sort" | "order">;

/** Filter and order of the pools; the address is their only store. */
export function usePoolParams() {
  const [view, setView] = useQueryStates(params, { history: "push", clearOnDefault: true });
  const [, setPaging] = useQueryStates(pagingParams);
  const change = (to: { q?: string | null; missing?: boolean | null } & Partial<PoolOrder>) => {
    void setPaging(toFirstPage);
    void setView(to);
  };
  const q = view.q.trim();
  const filter = { ...(q && { q }), ...(view.missing && { missing: true }) };
  const order: PoolOrder = { sort: view.sort, order: view.order };
  return { view, filter, order, change, clear: () => change({ q: null, missing: null }) };
}
