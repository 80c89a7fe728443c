"use client";
import {
  createParser,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
import { PoolKey } from "../../server/pools/key.ts";
import { type ListSensors, SensorFilter, sortKeys, Tag } from "../../server/sensors/schema.ts";
import { statuses } from "../../server/sensors/status.ts";
import { pagingParams, toFirstPage } from "../table/use-paging.ts";

const parseAsTag = createParser({
  parse: (text) => Tag.safeParse(text).data ?? null,
  serialize: (tag: string) => tag,
});

const parseAsPool = createParser({
  parse: (text) => PoolKey.safeParse(text).data ?? null,
  serialize: (key: string) => key,
});
const parseAsToken = createParser({
  parse: (text) => SensorFilter.shape.token.safeParse(text).data ?? null,
  serialize: (id: string) => id,
});

const params = {
  q: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(statuses)).withDefault([]),
  ephemeral: parseAsBoolean,
  cluster: parseAsString,
  role: parseAsString,
  flavor: parseAsStringLiteral(["standard", "telecom"]),
  tag: parseAsArrayOf(parseAsTag).withDefault([]),
  pool: parseAsPool,
  token: parseAsToken,
  sort: parseAsStringLiteral(sortKeys).withDefault("name"),
  order: parseAsStringLiteral(["asc", "desc"]).withDefault("asc"),
};
export type SensorParams = inferParserType<typeof params>;

/** What the address says, as the filter that the list, the counts and bulk actions share. */
function toFilter(view: SensorParams): SensorFilter {
  const q = view.q.trim();
  return {
    ...(q && { q }),
    ...(view.status.length > 0 && { status: view.status }),
    ...(view.ephemeral !== null && { ephemeral: view.ephemeral }),
    ...(view.cluster !== null && { cluster: view.cluster }),
    ...(view.role !== null && { role: view.role }),
    ...(view.flavor !== null && { flavor: view.flavor }),
    ...(view.tag.length > 0 && { tag: view.tag }),
    ...(view.pool !== null && { pool: view.pool }),
    ...(view.token !== null && { token: view.token }),
  };
}

/** The filter without what the status tiles choose among. */
export function withoutStatus({ status: _, ...filter }: SensorFilter): SensorFilter {
  return filter;
}

export const poolSensorsHref = (key: string): string => `/sensors?pool=${encodeURIComponent(key)}`;
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

export function useSensorParams() {
  const [view, setView] = useQueryStates(params, { history: "push", clearOnDefault: true });
  const [, setPaging] = useQueryStates(pagingParams);
  /** Any change of filter or order starts at the first page again. */
  const change = (to: Partial<{ [Key in keyof SensorParams]: SensorParams[Key] | null }>) => {
    void setPaging(toFirstPage);
    void setView(to);
  };
  const clear = () =>
    change({
      q: null,
      status: null,
      ephemeral: null,
      cluster: null,
      role: null,
      flavor: null,
      tag: null,
      pool: null,
      token: null,
    });
  const order = { sort: view.sort, order: view.order } satisfies Partial<ListSensors>;
  return { view, filter: toFilter(view), order, change, clear };
}
