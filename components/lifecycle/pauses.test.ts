import { describe, expect, it } from "vitest";
import type { PauseView } from "../../server/lifecycle/schema.ts";
import { isPaused, pausedTitle, whatHappened } from "./pauses.ts";

const aPause = (changes: Partial<PauseView> = {}): PauseView => ({
  id: "00000000-0000-4000-8000-000000000000",
  cause: "mass_silence",
  pool: "tag:ci-workers",
  poolLabel: "ci-workers",
  startedAt: "2026-11-21T12:00:00.000Z",
  resumesInSeconds: null,
  silent: 40,
  size: 52,
  silentNow: 40,
  ...changes,
});

it.each([
  [{}, "40 of 52 sensors of pool ci-workers went silent within 2 min"],
  [
    { pool: "token:x", poolLabel: "tlvx_ab12" },
    "40 of 52 sensors of token tlvx_ab12… went silent within 2 min",
  ],
  [
    { pool: null, poolLabel: "all pools", silent: 1200, size: 2000 },
    "1,200 of 2,000 sensors of the fleet went silent within 2 min",
  ],
])("%j: %s", (changes, text) => {
  expect(whatHappened(aPause(changes), 120)).toBe(text);
});

it("says less while the window is not known", () => {
  expect(whatHappened(aPause(), undefined)).toContain("went silent together");
});

describe("the banner's title", () => {
  it("is the sentence of the only pause", () => {
    expect(pausedTitle([aPause()], 60)).toBe(
      "Auto-removal is paused: 40 of 52 sensors of pool ci-workers went silent within 1 min.",
    );
  });

  it("counts several pools, and says so when everything stands still", () => {
    const everywhere = aPause({ pool: null, cause: "outage" });
    expect(pausedTitle([aPause(), aPause()], 60)).toBe("Auto-removal is paused for 2 pools.");
    expect(pausedTitle([aPause(), everywhere], 60)).toContain("the whole fleet");
  });
});

it("a pause covers its own pool, one without a pool covers all", () => {
  expect(isPaused([], "tag:a")).toBe(false);
  expect(isPaused([{ pool: "tag:a" }], "tag:a")).toBe(true);
  expect(isPaused([{ pool: "tag:a" }], "tag:b")).toBe(false);
  expect(isPaused([{ pool: null }], "tag:b")).toBe(true);
});
