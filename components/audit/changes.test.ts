import fc from "fast-check";
import { expect, it } from "vitest";
import { changesOf, listChange, otherDetails } from "./changes.ts";

it.each([
  [{ name: "x" }, null],
  [{ before: { a: 1, b: 2 }, after: { a: 1, b: 3 } }, [{ path: "b", before: 2, after: 3 }]],
  [
    { before: { status: { stale: 90 } }, after: { status: { stale: 60 } } },
    [{ path: "status.stale", before: 90, after: 60 }],
  ],
  [{ before: { a: 1 }, after: {} }, [{ path: "a", before: 1, after: undefined }]],
  [{ before: null, after: 5 }, [{ path: "", before: null, after: 5 }]],
  [{ before: ["a"], after: ["b"] }, [{ path: "", before: ["a"], after: ["b"] }]],
  [{ before: { a: [1] }, after: { a: [1] } }, []],
])("of %j: %j", (details, changes) => {
  expect(changesOf(details)).toEqual(changes);
});

it("tells which members a list gained and lost", () => {
  const tags = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"));
  fc.assert(
    fc.property(tags, tags, (before, after) => {
      const change = listChange({ path: "", before, after });
      const kept = before.filter((tag) => !change?.removed.includes(tag));
      expect([...kept, ...(change?.added ?? [])].sort()).toEqual([...after].sort());
    }),
  );
  expect(listChange({ path: "", before: [1], after: [2] })).toBeNull();
});

it("keeps what is no change beside the changes", () => {
  expect(otherDetails({ name: "web", before: [], after: [] })).toEqual({ name: "web" });
  expect(otherDetails({ name: "web", before: 3 })).toEqual({ name: "web", before: 3 });
});
