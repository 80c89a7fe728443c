import { describe, expect, it } from "vitest";
import { defaultNodesMax, LicenseClaims, licenseState, nodesMax, termProblem } from "./claims.ts";
import { seatPressure } from "./seat-pressure.ts";

const end = Date.parse("2027-01-01T00:00:00Z");
const start = Date.parse("2026-01-01T00:00:00Z");
const dayMs = 86_400_000;
const license = LicenseClaims.parse({
  iss: "telovix",
  sub: "Example Works",
  jti: "1",
  iat: start / 1000,
  nbf: start / 1000,
  exp: end / 1000,
  max_protected_nodes: 10,
});

describe("a license", () => {
  it.each([
    [start - 1, "notYetValid", defaultNodesMax],
    [start, "valid", 10],
    [end - 30 * dayMs - 1, "valid", 10],
    [end - 30 * dayMs, "expiring", 10],
    [end - 1, "expiring", 10],
    [end, "expired", defaultNodesMax],
  ])("at %i is %s and admits %i", (at, state, nodes) => {
    const now = new Date(at);
    expect(licenseState(license, now)).toBe(state);
    expect(nodesMax(license, now)).toBe(nodes);
    expect(termProblem(license, now) === null).toBe(nodes === 10);
  });

  it("without a start is valid from ever", () => {
    expect(licenseState({ exp: license.exp }, new Date(0))).toBe("valid");
  });

  it("that is not there admits the default", () => {
    expect(nodesMax(null, new Date(end))).toBe(100);
  });
});

it.each([
  [0, 10, "free"],
  [8, 10, "free"],
  [9, 10, "near"],
  [10, 10, "full"],
  [11, 10, "full"],
  [89, 99, "free"],
  [90, 99, "near"],
  [0, 1, "free"],
  [1, 1, "full"],
])("%i of %i seats is %s", (taken, limit, pressure) => {
  expect(seatPressure(taken, limit)).toBe(pressure);
});
