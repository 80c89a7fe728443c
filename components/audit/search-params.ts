"use client";
import { type inferParserType, parseAsIsoDate, parseAsString, useQueryStates } from "nuqs";
import type { ListAudit } from "../../server/audit/schema.ts";
import { pagingParams, toFirstPage } from "../table/use-paging.ts";
import { dayRange } from "../time/day-range.ts";

const params = {
  action: parseAsString,
  actor: parseAsString,
  target: parseAsString,
  from: parseAsIsoDate,
  to: parseAsIsoDate,
};
export type AuditParams = inferParserType<typeof params>;
type AuditFilter = Omit<ListAudit, "cursor" | "limit">;

function toAuditFilter({ action, actor, target, from, to }: AuditParams): AuditFilter {
  return {
    ...(action && { action }),
    ...(actor && { actor }),
    ...(target && { target }),
    ...dayRange(from, to),
  };
}

export function useAuditParams() {
  const [view, setView] = useQueryStates(params, { history: "push" });
  const [, setPaging] = useQueryStates(pagingParams);
  const change = (to: Partial<AuditParams>) => {
    void setPaging(toFirstPage);
    void setView(to);
  };
  const clear = () => change({ action: null, actor: null, target: null, from: null, to: null });
  return { view, filter: toAuditFilter(view), change, clear };
}
