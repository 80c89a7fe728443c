"use client";
import {
  type inferParserType,
  parseAsIsoDate,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
import { decisionOutcomes, type ListDecisions, OneRule } from "../../server/admission/schema.ts";
import { pagingParams, toFirstPage } from "../table/use-paging.ts";
import { dayRange } from "../time/day-range.ts";

const params = {
  rule: parseAsString,
  cluster: parseAsString,
  namespace: parseAsString,
  outcome: parseAsStringLiteral(decisionOutcomes),
  from: parseAsIsoDate,
  to: parseAsIsoDate,
};
type DecisionParams = inferParserType<typeof params>;
type DecisionChange = { [Name in keyof DecisionParams]?: DecisionParams[Name] | null };

const none: DecisionChange = {
  ...{ rule: null, cluster: null, namespace: null, outcome: null, from: null, to: null },
};

function toFilter(view: DecisionParams): Omit<ListDecisions, "limit" | "cursor"> {
  const { rule, cluster, namespace, outcome, from, to } = view;
  return {
    ...(rule && OneRule.safeParse({ id: rule }).success && { rule }),
    ...(cluster && { cluster }),
    ...(namespace && { namespace }),
    ...(outcome && { outcome }),
    ...dayRange(from, to),
  };
}

/** The filter of the decisions; the address is its only store. */
export function useDecisionParams() {
  const [view, setView] = useQueryStates(params, { history: "push" });
  const [, setPaging] = useQueryStates(pagingParams);
  const change = (to: DecisionChange) => {
    void setPaging(toFirstPage);
    void setView(to);
  };
  return { view, filter: toFilter(view), change, clear: () => change(none) };
}
