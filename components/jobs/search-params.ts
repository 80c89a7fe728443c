"use client";
import { parseAsArrayOf, parseAsStringLiteral, useQueryStates } from "nuqs";
import { itemStates, jobKinds, jobStates } from "../../server/jobs/schema.ts";
import { pagingParams, toFirstPage } from "../table/use-paging.ts";

const jobParams = {
  state: parseAsArrayOf(parseAsStringLiteral(jobStates)),
  kind: parseAsArrayOf(parseAsStringLiteral(jobKinds)),
};

/** Which jobs are listed; the address is the only store. */
export function useJobParams() {
  const [view, setView] = useQueryStates({ ...jobParams, ...pagingParams }, { history: "push" });
  const { state, kind } = view;
  const filter = { ...(state && { state }), ...(kind && { kind }) };
  const change = (to: { state?: typeof state; kind?: typeof kind }) =>
    void setView({ ...to, ...toFirstPage });
  return { filter, change, clear: () => change({ state: null, kind: null }) };
}

const itemParams = { state: parseAsArrayOf(parseAsStringLiteral(itemStates)) };

/** Which of a job's sensors are listed. */
export function useJobItemParams() {
  const [{ state }, setView] = useQueryStates(
    { ...itemParams, ...pagingParams },
    { history: "push" },
  );
  const change = (to: typeof state) => void setView({ state: to, ...toFirstPage });
  return { filter: state ? { state } : {}, change };
}
