"use client";
import {
  type inferParserType,
  parseAsArrayOf,
  parseAsIsoDate,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
import { type AuditFilter, actorKinds } from "../../server/audit/schema.ts";
import { pagingParams, toFirstPage } from "../table/use-paging.ts";
import { dayRange } from "../time/day-range.ts";

const params = {
  action: parseAsArrayOf(parseAsString).withDefault([]),
  kind: parseAsArrayOf(parseAsStringLiteral(actorKinds)).withDefault([]),
  actor: parseAsString,
  target: parseAsString,
  from: parseAsIsoDate,
  to: parseAsIsoDate,
  q: parseAsString,
};
export type AuditParams = inferParserType<typeof params>;
export type AuditChange = { [Name in keyof AuditParams]?: AuditParams[Name] | null };

const none: AuditChange = {
  ...{ action: null, kind: null, actor: null, target: null, from: null, to: null, q: null },
};

function toAuditFilter({ action, kind, actor, target, from, to, q }: AuditParams): AuditFilter {
  return {
    ...(action.length > 0 && { action }),
    ...(kind.length > 0 && { kind }),
    ...(actor && { actor }),
    ...(target && { target }),
    ...(q && { q }),
    ...dayRange(from, to),
  };
}

/** The filter of the audit; the address is its only store. */
export function useAuditParams() {
  const [view, setView] = useQueryStates(params, { history: "push" });
  const [, setPaging] = useQueryStates(pagingParams);
  const change = (to: AuditChange) => {
    void setPaging(toFirstPage);
    void setView(to);
  };
  return { view, filter: toAuditFilter(view), change, clear: () => change(none) };
}
