import { describe, expect, it } from "vitest";
import { dueNotice, reachedNotice } from "./expiry-notice.ts";

const now = new Date("2026-06-01T12:00:00Z");
const day = 86_400_000;
const inMs = (ms: number) => new Date(now.getTime() + ms);

/** A batch token that was made long ago and ends so many ms from now. */
const ending = (ms: number, changes: object = {}) => ({
  type: "batch" as const,
  createdAt: inMs(-365 * day),
  expiresAt: inMs(ms),
  revokedAt: null,
  replacedById: null,
  uses: 1,
  maxUses: 9,
  noticedDays: null,
  ...changes,
});

describe("reachedNotice", () => {
  it.each([
    ["nothing yet", 30 * day + 1, null],
    ["30 days", 30 * day, 30],
    ["still 30 days", 7 * day + 1, 30],
    ["7 days", 7 * day, 7],
    ["still 7 days", day + 1, 7],
    ["1 day", day, 1],
    ["1 day to its last millisecond", 1, 1],
    ["nothing once it has expired", 0, null],
  ])("is %s", (_title, ms, days) => {
    expect(reachedNotice(ending(ms), now)).toBe(days);
  });

  it.each([
    ["30 days for a life of 60", 60 * day, 30 * day, 30],
    ["none for a life just short of 60", 60 * day - 1, 30 * day - 1, null],
    ["7 days for a life of 14", 14 * day, 7 * day, 7],
    ["none for a life just short of 14", 14 * day - 1, 7 * day - 1, null],
    ["1 day for a life of 2", 2 * day, day, 1],
    ["none for a life just short of 2", 2 * day - 1, day - 1, null],
  ])("is %s days", (_title, lifeMs, ms, days) => {
    const token = ending(ms, { createdAt: inMs(ms - lifeMs) });
    expect(reachedNotice(token, now)).toBe(days);
  });

  it.each([
    ["one-time", { type: "one_time", maxUses: 1, uses: 0 }],
    ["revoked", { revokedAt: now }],
    ["replaced", { replacedById: "00000000-0000-4000-8000-000000000000" }],
    ["used up", { uses: 9 }],
  ])("is none for a token that is %s", (_title, changes) => {
    expect(reachedNotice(ending(day, changes), now)).toBeNull();
  });
});

describe("dueNotice", () => {
  it.each([
    [null, 20 * day, 30],
    [30, 20 * day, null],
    [30, 7 * day, 7],
    [7, 7 * day, null],
    [30, day, 1],
    [7, day, 1],
    [null, day, 1],
    [1, day, null],
    [1, 40 * day, null],
  ])("after notice %s, %i ms before the end: %s", (noticedDays, ms, days) => {
    expect(dueNotice(ending(ms, { noticedDays }), now)).toBe(days);
  });
});
