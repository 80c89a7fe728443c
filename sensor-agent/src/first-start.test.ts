import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemClock } from "./clock.ts";
import { firstStartMs } from "./first-start.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "telovix-start-"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A start so many ms from now. */
const startAt = (inMs: number) =>
  firstStartMs(join(root, "run/started"), { ...systemClock, nowMs: () => Date.now() + inMs });
const isAbout = (ms: number, inMs: number) => Math.abs(ms - Date.now() - inMs) < 10_000;

it("is the start of the first, for all that follow", () => {
  const first = startAt(0);
  expect(isAbout(first, 0)).toBe(true);
  expect(startAt(60_000)).toBe(first);
});

it("is no time that is yet to come, when the clock was set back", () => {
  startAt(0);
  const again = startAt(-3_600_000);
  expect(isAbout(again, -3_600_000)).toBe(true);
  expect(Math.round(startAt(-3_500_000) / 1000)).toBe(Math.round(again / 1000));
});
