import { expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor.ts";

it("takes the cursors that it made", () => {
  expect(decodeCursor(encodeCursor(["a b", null]))).toEqual(["a b", null]);
});

it.each([
  ["no base64", "%"],
  ["another shape", encodeCursor(["a"])],
  ["a text that PostgreSQL cannot compare with", encodeCursor(["a\0", null])],
  ["half of a surrogate pair", encodeCursor(["\ud800", null])],
])("refuses %s", (_what, cursor) => {
  expect(() => decodeCursor(cursor)).toThrowError(/nextCursor/);
});
