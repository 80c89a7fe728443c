"use client";
import {
  createParser,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsIsoDate,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
import {
  type DepartedFilter,
  departedSorts,
  departReasons,
  ListDeparted,
} from "../../server/departed/schema.ts";
import { pagingParams, toFirstPage } from "../table/use-paging.ts";
import { dayRange } from "../time/day-range.ts";

/** What is not a pool or a token is left out rather than asked for. */
const parseAsField = (field: "pool" | "token") =>
  createParser({
    parse: (text) => ListDeparted.shape[field].safeParse(text).data ?? null,
    serialize: (value: string) => value,
  });

const params = {
  q: parseAsString.withDefault(""),
  reason: parseAsArrayOf(parseAsStringLiteral(departReasons)).withDefault([]),
  ephemeral: parseAsBoolean,
  held: parseAsBoolean,
  token: parseAsField("token"),
  pool: parseAsField("pool"),
  from: parseAsIsoDate,
  to: parseAsIsoDate,
  sort: parseAsStringLiteral(departedSorts).withDefault("departedAt"),
  order: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
};
type DepartedParams = inferParserType<typeof params>;

function toFilter(view: DepartedParams): DepartedFilter {
  const q = view.q.trim();
  const { reason, ephemeral, held, token, pool, from, to } = view;
  return {
    ...(q && { q }),
    ...(reason.length > 0 && { reason }),
    ...(ephemeral !== null && { ephemeral }),
    ...(held !== null && { held }),
    ...(token !== null && { token }),
    ...(pool !== null && { pool }),
    ...dayRange(from, to),
  };
}

export function useDepartedParams() {
  const [view, setView] = useQueryStates(params, { history: "push", clearOnDefault: true });
  const [, setPaging] = useQueryStates(pagingParams);
  /** Any change of filter or order starts at the first page again. */
  const change = (to: Partial<{ [Key in keyof DepartedParams]: DepartedParams[Key] | null }>) => {
    void setPaging(toFirstPage);
    void setView(to);
  };
  const clear = () => {
    const { sort: _, order: __, ...filters } = view;
    change(Object.fromEntries(Object.keys(filters).map((name) => [name, null])));
  };
  const order = { sort: view.sort, order: view.order };
  return { view, filter: toFilter(view), order, change, clear };
}
export type DepartedParamsState = ReturnType<typeof useDepartedParams>;
