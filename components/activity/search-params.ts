"use client";
import {
  createParser,
  parseAsArrayOf,
  parseAsIsoDate,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
import {
  activityKinds,
  type ListActivity,
  ListActivity as Schema,
} from "../../server/activity/schema.ts";
import { pagingParams, toFirstPage } from "../table/use-paging.ts";
import { dayRange } from "../time/day-range.ts";

const parseAsPool = createParser({
  parse: (text) => Schema.shape.pool.safeParse(text).data ?? null,
  serialize: (pool: string) => pool,
});

const params = {
  kinds: parseAsArrayOf(parseAsStringLiteral(activityKinds)).withDefault([]),
  pool: parseAsPool,
  from: parseAsIsoDate,
  to: parseAsIsoDate,
};
type View = ReturnType<typeof useQueryStates<typeof params>>[0];
export type ActivityFilter = Pick<ListActivity, "kinds" | "pool" | "from" | "to">;

function toFilter({ kinds, pool, from, to }: View): ActivityFilter {
  return {
    ...(kinds.length > 0 && { kinds }),
    ...(pool !== null && { pool }),
    ...dayRange(from, to),
  };
}

/** Filter of the feed; the address is its only store. */
export function useActivityParams() {
  const [view, setView] = useQueryStates(params, { history: "push", clearOnDefault: true });
  const [, setPaging] = useQueryStates(pagingParams);
  const change = (to: Partial<{ [Key in keyof View]: View[Key] | null }>) => {
    void setPaging(toFirstPage);
    void setView(to);
  };
  const clear = () => change({ kinds: null, pool: null, from: null, to: null });
  return { view, filter: toFilter(view), change, clear };
}
export type ActivityParamsState = ReturnType<typeof useActivityParams>;
