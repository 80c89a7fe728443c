import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultSettings, Settings, UpdateSettings } from "./schema.ts";

describe("UpdateSettings", () => {
  it("leaves out what was left out", () => {
    expect(UpdateSettings.parse({})).toEqual({});
    expect(UpdateSettings.parse({ status: {} })).toEqual({ status: {} });
  });

  it.each([
    ["https://console.example.com", true],
    ["https://console.example.com:8443", true],
    ["https://[2001:db8::1]", true],
    ["", true],
    ["http://console.example.com", false],
    ["https://console.example.com/", false],
    ["https://console.example.com/path", false],
    ["https://user@console.example.com", false],
    ["https://console.example.com?x", false],
    ["https://$(reboot)", false],
    ["https://a';reboot;'", false],
    ["https://a`id`", false],
    ["https://a:443", false],
    ["https://a:99999", false],
    ["https://UPPER.example", false],
    ["https://a b", false],
    ['https://a";id;"', false],
    ["https://a\nb", false],
    ["https://é.example", false],
    ["javascript:alert(1)", false],
  ])("public URL %j: %s", (publicUrl, isGood) => {
    expect(UpdateSettings.safeParse({ console: { publicUrl } }).success).toBe(isGood);
  });

  it.each([
    ["enrollment", "oneTimeTtlSeconds", 60, 2_592_000],
    ["enrollment", "batchTtlSeconds", 60, 31_536_000],
    ["enrollment", "clusterTtlSeconds", 86_400, 315_360_000],
    ["status", "staleAfterSeconds", 5, 86_400],
    ["retention", "metricsDays", 1, 365],
    ["retention", "attemptsDays", 1, 90],
    ["retention", "auditDays", 30, 3_650],
    ["retention", "decisionsDays", 1, 365],
  ])("%s.%s lies between %i and %i", (section, field, min, max) => {
    const takes = (value: unknown) =>
      UpdateSettings.safeParse({ [section]: { [field]: value } }).success;
    expect([min - 1, min, max, max + 1, min + 0.5, "1", null].map(takes)).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it.each([
    [[], true],
    [[{ pool: "tag:ci", staleAfterSeconds: 600 }], true],
    [[{ pool: "ci", staleAfterSeconds: 600 }], false],
    [[{ pool: "tag:ci", staleAfterSeconds: 4 }], false],
    [[{ pool: "tag:ci" }], false],
    [["600", "700"].map((each) => ({ pool: "tag:ci", staleAfterSeconds: Number(each) })), false],
    [Array.from({ length: 101 }, (_, n) => ({ pool: `tag:${n}`, staleAfterSeconds: 9 })), false],
  ])("thresholds of pools %j: %s", (pools, isGood) => {
    expect(UpdateSettings.safeParse({ status: { pools } }).success).toBe(isGood);
  });

  it("knows no other names", () => {
    for (const input of [{ other: {} }, { status: { other: 1 } }, { __proto__: null, x: 1 }]) {
      expect(UpdateSettings.safeParse(input).success).toBe(false);
    }
  });

  it("gives settings that hold, whatever it accepts", () => {
    const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(30, 60, 86_400));
    const section = fc.dictionary(
      fc.constantFrom("oneTimeTtlSeconds", "staleAfterSeconds", "auditDays"),
      number,
    );
    const input = fc.dictionary(fc.constantFrom("enrollment", "status", "retention"), section);
    fc.assert(
      fc.property(input, (value) => {
        const parsed = UpdateSettings.safeParse(value);
        const merged = Object.entries(defaultSettings).map(([name, defaults]) => {
          const changes = parsed.data?.[name as keyof Settings];
          return [name, { ...defaults, ...changes }];
        });
        expect(Settings.safeParse(Object.fromEntries(merged)).success).toBe(true);
      }),
    );
  });
});
