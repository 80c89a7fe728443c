import fc from "fast-check";
import { expect, it } from "vitest";
import { unstorablePath } from "./storable.ts";

it.each([
  ["a plain value", { a: ["é", "😀", "\u202e", "\n"], b: 1, c: null }, null],
  ["a NUL", { filter: { q: "a\0b" } }, "filter.q"],
  ["half a pair", { tags: ["ok", "\ud800"] }, "tags.1"],
  ["a NUL in a name", { a: { "\0": 1 } }, "a"],
  ["a bare NUL", "\0", ""],
  ["nothing", undefined, null],
])("finds %s", (_title, value, path) => {
  expect(unstorablePath(value)).toBe(path);
});

it("passes whatever is well formed", () => {
  const text = fc.string({ unit: "binary" }).filter((each) => !each.includes("\0"));
  fc.assert(
    fc.property(fc.dictionary(text, fc.array(text)), (value) => {
      expect(unstorablePath(value)).toBeNull();
    }),
  );
});
