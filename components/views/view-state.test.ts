import fc from "fast-check";
import { expect, test } from "vitest";
import { statuses } from "../../server/sensors/status.ts";
import { columnIds, ViewState } from "../../server/views/schema.ts";
import { listParams, type SensorParams } from "../sensors/filter-params.ts";
import { isModified, paramsOf, stateOf } from "./view-state.ts";

const id = "3b241101-e2bb-4255-8caf-4136c566a962";
const look = { columns: ["cluster", "tags"], density: "compact" } as const;
const tag = fc.constantFrom("env:prod", "env:lab", "site:oslo");
const tags = fc.uniqueArray(tag, { minLength: 1 });
const optional = { requiredKeys: [] };
const filter = fc.record(
  {
    status: fc.uniqueArray(fc.constantFrom(...statuses), { minLength: 1 }),
    q: fc.constantFrom("web", "db 1"),
    tag: tags,
    anyTag: tags,
    noTag: tags,
    cluster: fc.constant(["oslo-1", "with space, and comma"]),
    hasCluster: fc.boolean(),
    version: fc.constant(["1.2.3"]),
    kernel: fc.constant(["6.1.0-18-amd64"]),
    noTagKey: fc.constant("env"),
    flavor: fc.constantFrom("standard" as const, "telecom" as const),
    ephemeral: fc.boolean(),
    pool: fc.constant("tag:ci"),
    token: fc.constant(id),
    silentOverSeconds: fc.integer({ min: 1, max: 86_400 }),
    silentUnderSeconds: fc.integer({ min: 1, max: 86_400 }),
  },
  optional,
);
const state = fc
  .record({ filter, sort: fc.constantFrom("name", "kernel"), groupBy: fc.constant("tag:env") })
  .map((given) => ViewState.parse({ ...given, columns: look.columns, density: look.density }));

/** Through the address and back, as a reload does. */
function reloaded(params: ReturnType<typeof paramsOf>): SensorParams {
  const read = Object.entries(listParams).map(([key, parser]) => {
    const value: unknown = Reflect.get(params, key);
    const text = value === null || value === undefined ? null : parser.serialize(value as never);
    const parsed = text === null ? null : parser.parse(text);
    return [key, parsed ?? Reflect.get(parser, "defaultValue") ?? null];
  });
  return Object.fromEntries(read) as SensorParams;
}

test("a view is the same after it went through the address", () => {
  fc.assert(
    fc.property(state, (saved) => {
      const shown = stateOf(reloaded(paramsOf({ id, state: saved })), look);
      expect(ViewState.parse(shown)).toEqual(saved);
      expect(isModified(saved, shown)).toBe(false);
    }),
  );
});

test("another filter, order, grouping or column modifies a view", () => {
  const saved = ViewState.parse({ filter: { status: ["stale"] }, ...look });
  for (const change of [
    { filter: {} },
    { order: "desc" as const },
    { groupBy: "pool" },
    { columns: [...columnIds] },
  ]) {
    expect(isModified(saved, { ...saved, ...change })).toBe(true);
  }
});

test("one value by itself, as a script saves it, is the list of one", () => {
  const saved = ViewState.parse({ filter: { role: "db" } });
  expect(isModified(saved, { ...saved, filter: { role: ["db"] } })).toBe(false);
});

test("columns that a view leaves open are the reader's own", () => {
  const saved = ViewState.parse({});
  expect(isModified(saved, { ...saved, columns: ["os"], density: "compact" })).toBe(false);
});
