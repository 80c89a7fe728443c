import { describe, expect, it } from "vitest";
import { parseRetryAfter, triesMax, waitAfter } from "./retry.ts";

const now = new Date("2026-06-01T12:00:00Z");

describe("the wait after a try", () => {
  it("grows from 10 s to an hour, and ends after eight tries", () => {
    const waits = Array.from({ length: triesMax }, (_, index) => waitAfter(index + 1, null));
    expect(waits).toEqual([10, 30, 90, 270, 810, 2430, 3600, null]);
  });

  it("is what the receiver asked for, if that is longer", () => {
    expect(waitAfter(1, 120)).toBe(120);
    expect(waitAfter(4, 120)).toBe(270);
  });

  it("is a day at most, and no last try is undone", () => {
    expect(waitAfter(1, 10 * 86_400)).toBe(86_400);
    expect(waitAfter(triesMax, 60)).toBeNull();
  });
});

describe("Retry-After", () => {
  it.each([
    [undefined, null],
    ["0", 0],
    ["120", 120],
    [" 30 ", 30],
    ["Mon, 01 Jun 2026 12:02:00 GMT", 120],
    ["Mon, 01 Jun 2026 11:00:00 GMT", 0],
    ["soon", null],
    ["-5", null],
  ])("%s is %s", (header, seconds) => {
    expect(parseRetryAfter(header, now)).toBe(seconds);
  });
});
