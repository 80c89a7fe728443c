import { expect, test } from "vitest";
import { lifetimeSeconds } from "./key-lifetimes.ts";

test.each([
  ["30", "", 2_592_000],
  ["365", "7", 31_536_000],
  ["none", "", null],
  ["custom", "7", 604_800],
  ["custom", "3650", 315_360_000],
  ["custom", "3651", undefined],
  ["custom", "0", undefined],
  ["custom", "-1", undefined],
  ["custom", "1.5", undefined],
  ["custom", "", undefined],
] as const)("%s with %j days is %s seconds", (choice, days, seconds) => {
  expect(lifetimeSeconds(choice, days)).toBe(seconds);
});
