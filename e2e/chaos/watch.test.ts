import { expect, test } from "vitest";
import { longestSilenceMs } from "./watch.ts";

test.for([
  ["still silent", [0, 15_000], 40_000, 25_000],
  ["just spoke after a silence", [0, 30_000], 30_500, 30_000],
  ["spoke again longer ago than the tolerance", [0, 30_000], 36_000, 6_000],
  ["never spoke", [], 40_000, 0],
] as const)("a sensor that is %s", ([, sentMs, nowMs, expected]) => {
  expect(longestSilenceMs(sentMs, nowMs)).toBe(expected);
});
