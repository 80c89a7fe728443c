import { describe, expect, it } from "vitest";
import { clockCheck, kernel } from "./preflight.ts";

describe("kernel", () => {
  it.each([
    ["5.3.18-lp152", false],
    ["5.4.0-generic", true],
    ["5.10.0-30-amd64", true],
    ["4.19.0", false],
    ["6.18.44-fc", true],
    ["what", false],
  ])("%s: %s", (release, ok) => {
    expect(kernel(release)).toMatchObject({ ok, code: "KernelTooOld" });
  });
});

describe("clockCheck", () => {
  const now = Date.parse("2026-06-01T12:00:00Z");
  it.each([
    ["Mon, 01 Jun 2026 12:00:00 GMT", true, "0 min"],
    ["Mon, 01 Jun 2026 12:05:00 GMT", true, "5 min"],
    ["Mon, 01 Jun 2026 12:05:01 GMT", false, "5 min"],
    ["Mon, 01 Jun 2026 11:54:59 GMT", false, "5 min"],
    ["Mon, 01 Jun 2026 11:49:00 GMT", false, "11 min"],
    ["later", true, "does not say"],
    [undefined, true, "does not say"],
  ])("%s: %s", (date, ok, words) => {
    const check = clockCheck(now, date);
    expect(check).toMatchObject({ ok, code: "ClockOff" });
    expect(check.detail).toContain(words);
  });
});
