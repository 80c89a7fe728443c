import fc from "fast-check";
import { expect, test } from "vitest";
import { rowSegments } from "./row-segments.ts";

const rows = (...indexes: number[]) =>
  indexes.map((index) => ({ index, start: index * 44, end: (index + 1) * 44 }));

test("a row that is kept far above the others leaves a gap between", () => {
  const segments = rowSegments(rows(1, 10, 11), 20 * 44);
  expect(segments.map((each) => ("gap" in each ? -each.gap / 44 : each.item.index))).toEqual([
    -1, 1, -8, 10, 11, -8,
  ]);
});

test("whatever is rendered, the list keeps its height", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(99), { maxLength: 30 }), (indexes) => {
      const segments = rowSegments(rows(...indexes.sort((a, b) => a - b)), 100 * 44);
      const height = segments.reduce((sum, each) => sum + ("gap" in each ? each.gap : 44), 0);
      expect(height).toBe(100 * 44);
    }),
  );
});
