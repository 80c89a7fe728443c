import { describe, expect, it, test } from "vitest";
import { parseDuration, relativeTime } from "./duration.ts";

describe("parseDuration", () => {
  test.for([
    ["90s", 90],
    ["90", 90],
    ["30m", 1_800],
    ["12h", 43_200],
    ["7d", 604_800],
    ["2w", 1_209_600],
  ] as const)("%s is %i s", ([text, seconds]) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(["", "d", "-1d", "1.5h", "7 d", "1y", "9999999999"])("refuses “%s”", (text) => {
    expect(() => parseDuration(text)).toThrow("no length of time");
  });
});

test.for([
  [null, "never"],
  ["2026-06-01T12:00:00Z", "now"],
  ["2026-06-01T11:59:59Z", "1 s ago"],
  ["2026-06-01T11:00:00Z", "1 h ago"],
  ["2026-05-30T12:00:00Z", "2 d ago"],
  ["2026-06-01T12:15:00Z", "in 15 min"],
] as const)("%s is %s", ([at, told]) => {
  expect(relativeTime(at, Date.parse("2026-06-01T12:00:00Z"))).toBe(told);
});
