import {
  createParser,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs";
import { PoolKey } from "../../server/pools/key.ts";
import { SensorFilter, sortKeys, Tag } from "../../server/sensors/schema.ts";
import { statuses } from "../../server/sensors/status.ts";
import { columnIds, densities, GroupBy } from "../../server/views/schema.ts";

/** What a schema accepts, as it stands in the address; anything else is as if it were not there. */
const parseAs = (schema: { safeParse: (text: string) => { data?: string | undefined } }) =>
  createParser({
    parse: (text) => schema.safeParse(text).data ?? null,
    serialize: (text: string) => text,
  });
const seconds = createParser({
  parse: (text) => {
    const value = parseAsInteger.parse(text);
    return SensorFilter.shape.silentUnderSeconds.safeParse(value).data ?? null;
  },
  serialize: String,
});
const texts = parseAsArrayOf(parseAsString).withDefault([]);
const tags = parseAsArrayOf(parseAs(Tag)).withDefault([]);

/** Of the filter: the names that scripts use in REST too, but for the two silences. */
export const filterParams = {
  q: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(statuses)).withDefault([]),
  ephemeral: parseAsBoolean,
  cluster: texts,
  hasCluster: parseAsBoolean,
  role: texts,
  flavor: parseAsStringLiteral(["standard", "telecom"]),
  version: texts,
  kernel: texts,
  tag: tags,
  anyTag: tags,
  noTag: tags,
  noTagKey: parseAsString,
  pool: parseAs(PoolKey),
  token: parseAs(SensorFilter.shape.token),
  silentOver: seconds,
  silentUnder: seconds,
};

/** Everything about the list that the address says, but for the page. */
export const listParams = {
  ...filterParams,
  sort: parseAsStringLiteral(sortKeys).withDefault("name"),
  order: parseAsStringLiteral(["asc", "desc"]).withDefault("asc"),
  group: parseAs(GroupBy),
  view: parseAs(SensorFilter.shape.token),
  cols: parseAsArrayOf(parseAsStringLiteral(columnIds)),
  density: parseAsStringLiteral(densities),
};
export type SensorParams = inferParserType<typeof listParams>;
export type FilterParams = Pick<SensorParams, keyof typeof filterParams>;
/** Null: as if it were not in the address. */
export type ParamChange = { [Key in keyof SensorParams]?: SensorParams[Key] | null };

/** What shows and changes one part of the filter. */
export interface FilterEditorProps {
  view: FilterParams;
  change: (to: ParamChange) => void;
}

export const noFilter = {
  q: null,
  status: null,
  ephemeral: null,
  cluster: null,
  hasCluster: null,
  role: null,
  flavor: null,
  version: null,
  kernel: null,
  tag: null,
  anyTag: null,
  noTag: null,
  noTagKey: null,
  pool: null,
  token: null,
  silentOver: null,
  silentUnder: null,
} satisfies Record<keyof FilterParams, null>;

/** What the address says, as the filter that the list, the counts and bulk actions share. */
export function toFilter(view: FilterParams): SensorFilter {
  const q = view.q.trim();
  const { silentOver, silentUnder } = view;
  return {
    ...(q && { q }),
    ...(view.status.length > 0 && { status: view.status }),
    ...(view.ephemeral !== null && { ephemeral: view.ephemeral }),
    ...(view.cluster.length > 0 && { cluster: view.cluster }),
    ...(view.hasCluster !== null && { hasCluster: view.hasCluster }),
    ...(view.role.length > 0 && { role: view.role }),
    ...(view.flavor !== null && { flavor: view.flavor }),
    ...(view.version.length > 0 && { version: view.version }),
    ...(view.kernel.length > 0 && { kernel: view.kernel }),
    ...(view.tag.length > 0 && { tag: view.tag }),
    ...(view.anyTag.length > 0 && { anyTag: view.anyTag }),
    ...(view.noTag.length > 0 && { noTag: view.noTag }),
    ...(view.noTagKey !== null && { noTagKey: view.noTagKey }),
    ...(view.pool !== null && { pool: view.pool }),
    ...(view.token !== null && { token: view.token }),
    ...(silentOver !== null && { silentOverSeconds: silentOver }),
    ...(silentUnder !== null && { silentUnderSeconds: silentUnder }),
  };
}

/** The other direction: a filter as the address says it; what it leaves out is null. */
export function fromFilter(filter: SensorFilter): ParamChange {
  return {
    q: filter.q ?? null,
    status: filter.status ?? null,
    ephemeral: filter.ephemeral ?? null,
    cluster: listOf(filter.cluster),
    hasCluster: filter.hasCluster ?? null,
    role: listOf(filter.role),
    flavor: filter.flavor ?? null,
    version: listOf(filter.version),
    kernel: listOf(filter.kernel),
    tag: filter.tag ?? null,
    anyTag: filter.anyTag ?? null,
    noTag: filter.noTag ?? null,
    noTagKey: filter.noTagKey ?? null,
    pool: filter.pool ?? null,
    token: filter.token ?? null,
    silentOver: filter.silentOverSeconds ?? null,
    silentUnder: filter.silentUnderSeconds ?? null,
  };
}

/** Scripts may give one value by itself. */
const listOf = (value: string | string[] | undefined): string[] | null =>
  value === undefined ? null : [value].flat();
