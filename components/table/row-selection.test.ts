import fc from "fast-check";
import { expect, test } from "vitest";
import { extended, noRows, pageToggled, type RowSelection, toggled } from "./row-selection.ts";

const page = ["a", "b", "c", "d", "e"];
const ids = ({ ids }: RowSelection) => [...ids].sort().join("");
const from = (id: string, start = noRows) => toggled(start, page, id);

test("a range runs from the row toggled last, in either direction", () => {
  expect(ids(extended(from("b"), page, "d"))).toBe("bcd");
  expect(ids(extended(from("d"), page, "b"))).toBe("bcd");
});

test("drawing a range shorter lets go of what it took, and of nothing else", () => {
  const longer = extended(from("b", from("e")), page, "d");
  expect(ids(longer)).toBe("bcde");
  expect(ids(extended(longer, page, "c"))).toBe("bce");
  expect(ids(extended(longer, page, "a"))).toBe("abe");
});

test("a range without a start, or from a row of another page, starts where it ends", () => {
  expect(ids(extended(noRows, page, "c"))).toBe("c");
  expect(ids(extended(toggled(noRows, ["x"], "x"), page, "c"))).toBe("cx");
});

test("the page is toggled as a whole and other pages stay", () => {
  const other = toggled(noRows, ["x"], "x");
  const all = pageToggled(from("b", other), page);
  expect(ids(all)).toBe("abcdex");
  expect(ids(pageToggled(all, page))).toBe("x");
});

test("taking one away from all that match leaves the others of the page", () => {
  const matching = { ...noRows, isAllMatching: true };
  expect(ids(toggled(matching, page, "c"))).toBe("abde");
  expect(toggled(matching, page, "c").isAllMatching).toBe(false);
});

test("toggling twice is as before", () => {
  fc.assert(
    fc.property(fc.subarray(page), fc.constantFrom(...page), (chosen, id) => {
      const start = chosen.reduce((selection, each) => from(each, selection), noRows);
      expect(ids(from(id, from(id, start)))).toBe(ids(start));
    }),
  );
});
