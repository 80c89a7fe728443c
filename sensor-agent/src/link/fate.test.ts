import { describe, expect, it } from "vitest";
import { type Fate, fateOf, lostIdentity } from "./fate.ts";
import type { Ending } from "./session.ts";

const reconnect = (afterMs: number): Fate => ({ do: "reconnect", afterMs });

describe("fateOf", () => {
  it.each<[string, Ending, number, number, Fate]>([
    ["removed", { kind: "removed", detail: "" }, 1, 0, { do: "stop" }],
    ["lost", { kind: "lost", detail: "" }, 1, 0, reconnect(0)],
    ["lost", { kind: "lost", detail: "" }, 4, 0.5, reconnect(4_000)],
    ["refused", { kind: "refused", detail: "", code: undefined }, 1, 0.5, reconnect(60_000)],
    ["later", { kind: "later", detail: "", retryAfterMs: 9_000 }, 1, 0, reconnect(9_000)],
    ["left", { kind: "left", detail: "" }, 1, 0, reconnect(2_000)],
    ["left", { kind: "left", detail: "" }, 9, 0.5, reconnect(3_000)],
    ["rejoin", { kind: "rejoin", detail: "" }, 1, 0, reconnect(500)],
    ["rejoin", { kind: "rejoin", detail: "" }, 1, 1, reconnect(2_000)],
    ["rejoin", { kind: "rejoin", detail: "" }, 3, 0.5, reconnect(1_250)],
    ["rejoin again and again", { kind: "rejoin", detail: "" }, 7, 0.5, reconnect(30_000)],
  ])("%s", (_title, ending, attempt, random, fate) => {
    expect(fateOf(ending, attempt, random)).toEqual(fate);
  });
});

describe("lostIdentity", () => {
  it.each<[Ending, string | null]>([
    [{ kind: "refused", detail: "", code: "SensorDeleted" }, "removed"],
    [{ kind: "refused", detail: "", code: "CertificateRefused" }, "unknown"],
    [{ kind: "refused", detail: "", code: "NodeLimitExceeded" }, null],
    [{ kind: "refused", detail: "", code: undefined }, null],
    [{ kind: "later", detail: "", retryAfterMs: 0 }, null],
    [{ kind: "left", detail: "" }, null],
  ])("of %j: %s", (ending, lost) => {
    expect(lostIdentity(ending)).toBe(lost);
  });
});
