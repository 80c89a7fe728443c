import fc from "fast-check";
import { expect, test } from "vitest";
import { unitSeconds, wholeUnit } from "./duration.ts";

test.each([
  [90, "seconds"],
  [900, "minutes"],
  [7_200, "hours"],
  [86_400, "days"],
  [0, "seconds"],
])("%d seconds are best told in %s", (seconds, unit) => {
  expect(wholeUnit(seconds)).toBe(unit);
});

test("loses nothing: every duration is whole in its unit", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 315_360_000 }), (seconds) => {
      expect(Number.isInteger(seconds / unitSeconds(wholeUnit(seconds)))).toBe(true);
    }),
  );
});
