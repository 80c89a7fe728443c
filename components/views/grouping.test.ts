import { expect, test } from "vitest";
import { GroupBy } from "../../server/views/schema.ts";
import { groupFilter, groupInput, groupWord, plainGroups } from "./grouping.ts";

const view = { tag: ["site:oslo"] };

test.each([
  ["cluster", "eu-1", { cluster: ["eu-1"] }],
  ["cluster", null, { hasCluster: false }],
  ["pool", "tag:ci", { pool: "tag:ci" }],
  ["role", "db", { role: ["db"] }],
  ["version", "1.2", { version: ["1.2"] }],
  ["status", "stale", { status: ["stale"] }],
  ["tag:env", "env:lab", { tag: ["site:oslo", "env:lab"] }],
  ["tag:site", "site:oslo", { tag: ["site:oslo"] }],
  ["tag:env", null, { noTagKey: "env" }],
])("the group %s of %s is the list filtered by %o", (group, key, expected) => {
  expect(groupFilter(group, key, view)).toEqual(expected);
});

test("every grouping that the menu offers can be saved and asked for", () => {
  for (const group of [...plainGroups, "tag:env"]) {
    expect(GroupBy.parse(group)).toBe(group);
    expect([groupInput(group).by, groupWord(group)]).toEqual(
      group === "tag:env" ? ["tag", "env:"] : [group, group],
    );
  }
});
