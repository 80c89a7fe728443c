"use client";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { pagingParams, toFirstPage } from "../table/use-paging.ts";

const params = {
  q: parseAsString.withDefault(""),
  action: parseAsStringLiteral(["deny", "warn"]),
  state: parseAsStringLiteral(["on", "off"]),
};
interface RuleView {
  q: string;
  action: "deny" | "warn" | null;
  state: "on" | "off" | null;
}

/** What the rules are narrowed to; the address is its only store. */
export function useRuleParams() {
  const [view, setView] = useQueryStates(params, { history: "push", clearOnDefault: true });
  const [, setPaging] = useQueryStates(pagingParams);
  const change = (to: { [Name in keyof RuleView]?: RuleView[Name] | null }) => {
    void setPaging(toFirstPage);
    void setView(to);
  };
  const q = view.q.trim();
  const filter = {
    ...(q && { q }),
    ...(view.action && { action: view.action }),
    ...(view.state && { enabled: view.state === "on" }),
  };
  return { view, filter, change, clear: () => change({ q: null, action: null, state: null }) };
}
