import { expect, test } from "vitest";
import { healthyShare, shareText } from "./timeline-words.ts";

test.each([
  [{}, null],
  [{ departed: 60, console_away: 20 }, null],
  [{ healthy: 60 }, 1],
  [{ healthy: 90, offline: 10, console_away: 900, unknown: 900 }, 0.9],
  [{ offline: 10 }, 0],
])("of %j so much was healthy: %j", (seconds, share) => {
  expect(healthyShare(seconds)).toBe(share);
});

test.each([
  [1, "100 %"],
  [0.99999, "99.99 %"],
  [0.9, "90 %"],
  [0, "0 %"],
])("%j reads %s", (share, text) => {
  expect(shareText(share)).toBe(text);
});
