import { expect, test } from "vitest";
import { absoluteTime, compactTime, exactTime, type TimeDisplay } from "./time-display.ts";

const now = new Date("2026-11-21T12:00:00Z");
const utc: TimeDisplay = { style: "absolute", clock: "24h", zone: "utc" };

test.each([
  ["2026-11-21T09:05:00Z", "09:05"],
  ["2026-11-20T23:59:00Z", "Nov 20, 23:59"],
  ["2025-11-21T12:00:00Z", "Nov 21, 2025"],
])("%s is short: %s", (at, text) => {
  expect(compactTime(new Date(at), now, utc)).toBe(text);
});

test("says 24 hours and the zone where they were chosen", () => {
  expect(absoluteTime(new Date("2026-11-21T15:04:05Z"), utc)).toBe("Nov 21, 2026, 15:04:05 UTC");
  expect(exactTime(new Date("2026-11-21T15:04:05Z"), utc)).toMatch(/15:04:05 UTC$/);
});

test("midnight is 00, not 24", () => {
  expect(compactTime(new Date("2026-11-21T00:00:00Z"), now, utc)).toBe("00:00");
});
