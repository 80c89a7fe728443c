import { expect, test } from "vitest";
import { shortDuration, spanOfTime } from "../../server/duration.ts";
import { relativeTime } from "./relative.ts";

const now = new Date("2026-11-21T12:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

test.each([
  [0, "just now"],
  [1.9, "just now"],
  [-1.9, "just now"],
  [2, "2 s ago"],
  [59.9, "59 s ago"],
  [60, "1 min ago"],
  [3599, "59 min ago"],
  [3600, "1 h ago"],
  [86_399, "23 h ago"],
  [86_400, "1 d ago"],
  [-90, "in 1 min"],
])("%d seconds ago reads %s", (seconds, text) => {
  expect(relativeTime(ago(seconds), now)).toBe(text);
});

test.each([
  [0, "0 s"],
  [900, "15 min"],
  [86_400, "1 d"],
  [31_536_000, "365 d"],
])("%d seconds last %s", (seconds, text) => {
  expect(shortDuration(seconds)).toBe(text);
});

test.each([
  [-5, "0 s"],
  [0, "0 s"],
  [59.9, "59 s"],
  [60, "1 min"],
  [61, "1 min 1 s"],
  [3600, "1 h"],
  [3659, "1 h"],
  [3660, "1 h 1 min"],
  [86_399, "23 h 59 min"],
  [273_600, "3 d 4 h"],
])("%d seconds span %s", (seconds, text) => {
  expect(spanOfTime(seconds)).toBe(text);
});
