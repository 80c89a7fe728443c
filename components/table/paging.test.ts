import { expect, test } from "vitest";
import { firstPage, nextPage, previousPage } from "./paging.ts";

const walk = (pages: number) => {
  let position = firstPage;
  for (let i = 1; i < pages; i++) position = nextPage(position, `c${i}`);
  return position;
};

test("goes forward and back over the same pages", () => {
  const third = walk(3);
  expect(third).toEqual({ page: 3, after: ["c1", "c2"] });
  expect(previousPage(third)).toEqual({ page: 2, after: ["c1"] });
  expect(previousPage(walk(2))).toEqual(firstPage);
});

test("has nothing before the first page", () => {
  expect(previousPage(firstPage)).toBeNull();
});

test("keeps the address short however far the reader goes", () => {
  expect(walk(500)).toMatchObject({ page: 500, after: expect.objectContaining({ length: 20 }) });
});

test("never steps back to a page whose cursor was dropped", () => {
  expect(previousPage({ page: 40, after: ["c39"] })).toBeNull();
});
