import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoffMs, retryAfterMs } from "./backoff.ts";

describe("backoffMs", () => {
  it("has full jitter under a ceiling that grows from 1 s to 60 s", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        (attempt, random) => {
          const ceiling = Math.min(60_000, 1000 * 2 ** (attempt - 1));
          const wait = backoffMs(attempt, random);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThanOrEqual(ceiling);
        },
      ),
    );
    expect(backoffMs(1, 0)).toBe(0);
    expect(backoffMs(7, 0.5)).toBe(30_000);
  });

  it("never comes before the server's Retry-After, and not all at that moment", () => {
    expect(backoffMs(1, 0, 5_000)).toBe(5_000);
    expect(backoffMs(1, 0.9, 5_000)).toBeGreaterThan(5_000);
  });
});

describe("retryAfterMs", () => {
  const now = Date.parse("2026-06-01T12:00:00Z");
  it.each([
    ["7", 7_000],
    ["Mon, 01 Jun 2026 12:00:10 GMT", 10_000],
    ["Mon, 01 Jun 2026 11:00:00 GMT", 0],
    ["soon", 0],
    [undefined, 0],
  ])("reads %s", (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
