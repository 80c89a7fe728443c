import fc from "fast-check";
import { expect, test } from "vitest";
import { pages } from "./list.ts";

/** A list of `total` numbers, paged as the Console does it; `asked` are the limits that came. */
function aList(total: number) {
  const asked: number[] = [];
  const fetch = async ({ limit, cursor }: { limit: number; cursor?: string }) => {
    asked.push(limit);
    const from = Number(cursor ?? 0);
    const end = Math.min(from + limit, total);
    const items = Array.from({ length: end - from }, (_, index) => from + index);
    return { items, nextCursor: end < total ? String(end) : null, total };
  };
  return { asked, fetch };
}

test("every item comes once, in order, as many as wanted, in pages that the Console allows", async () => {
  const count = fc.integer({ min: 0, max: 1_700 });
  const wish = fc.option(fc.integer({ min: 1, max: 2_000 }), { nil: Number.POSITIVE_INFINITY });
  await fc.assert(
    fc.asyncProperty(count, wish, async (total, wanted) => {
      const { asked, fetch } = aList(total);
      const items: number[] = [];
      for await (const page of pages(fetch, {}, wanted)) items.push(...page.items);
      expect(items).toEqual(Array.from({ length: Math.min(total, wanted) }, (_, index) => index));
      expect(Math.max(...asked)).toBeLessThanOrEqual(500);
    }),
    { numRuns: 50 },
  );
});

test("it goes on after a cursor", async () => {
  const { fetch } = aList(10);
  const items: number[] = [];
  for await (const page of pages(fetch, { cursor: "7" })) items.push(...page.items);
  expect(items).toEqual([7, 8, 9]);
});
