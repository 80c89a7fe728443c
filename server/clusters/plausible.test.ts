import { expect, it } from "vitest";
import { isImplausible } from "./plausible.ts";

it.each([
  [9, 9, false],
  [5, 10, false],
  [6, 10, true],
  [10, 10, true],
  [5, 11, false],
  [6, 11, true],
  [0, 5000, false],
  [2500, 5000, false],
  [2501, 5000, true],
])("the loss of %i out of %i that heartbeat is implausible: %s", (leaving, heard, expected) => {
  expect(isImplausible({ leaving, heard })).toBe(expected);
});
