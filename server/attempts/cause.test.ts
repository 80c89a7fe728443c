import { describe, expect, it } from "vitest";
import { preflightCodes } from "../../sensor-agent/src/protocol.ts";
import { errorTable } from "../errors.ts";
import { attemptCause } from "./cause.ts";
import type { CauseFacts, TokenFacts } from "./cause-facts.ts";

const now = new Date("2026-06-01T12:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const token: TokenFacts = {
  ...{ expiresAt: ago(3 * 3600), revokedAt: null, uses: 10, maxUses: 10, clusterName: null },
  ...{ clusterUid: null, namePattern: null, allowedCidrs: [] },
};
const bare: CauseFacts = {
  ...{ now, detail: "", name: null, address: "192.0.2.9", kernel: null, token: null },
  ...{ seats: { taken: 100, limit: 100 }, sensorPort: 15484 },
};
const title = (code: string, facts: Partial<CauseFacts> = {}) =>
  attemptCause(code, { ...bare, ...facts }).title;

describe("a cause's title", () => {
  it.each([
    ["TokenExpired", { token }, "Token expired 3 h ago"],
    ["TokenExpired", { token: { ...token, expiresAt: now } }, "Token expired 0 s ago"],
    ["TokenExpired", { token: { ...token, expiresAt: ago(-1) } }, "Token expired"],
    ["TokenExpired", {}, "Token expired"],
    ["TokenRevoked", { token: { ...token, revokedAt: ago(86_400) } }, "Token was revoked 1 d ago"],
    ["TokenExhausted", { token }, "Token is used up: 10 of 10"],
    ["TokenExhausted", {}, "Token is used up"],
    ["InvalidToken", {}, "Token is not known here"],
    [
      "ClusterNameMismatch",
      { token: { ...token, clusterName: "oslo" } },
      "Token is for cluster oslo",
    ],
    [
      "ClusterNameMismatch",
      {
        token: { ...token, clusterName: "oslo", clusterUid: "uid-1" },
        detail: "The token belongs to another cluster with the name oslo (UID uid-1, …)",
      },
      "Token belongs to another cluster named oslo",
    ],
    [
      "ClusterNameMismatch",
      {
        token: { ...token, clusterName: "oslo", clusterUid: "uid-1" },
        detail: "The token is for cluster oslo.",
      },
      "Token is for cluster oslo",
    ],
    [
      "ClusterNameMismatch",
      {
        token: { ...token, clusterName: "oslo", clusterUid: "uid-1" },
        detail: "The token belongs to the Kubernetes cluster oslo (UID uid-1), and this request …",
      },
      "Not known to be in cluster oslo, which the token belongs to",
    ],
    [
      "NameNotAllowed",
      { name: "web-1", token: { ...token, namePattern: "ci-*" } },
      "Name web-1 does not match ci-*",
    ],
    ["NameNotAllowed", { token }, errorTable.NameNotAllowed[1]],
    [
      "AddressNotAllowed",
      { token: { ...token, allowedCidrs: ["10.0.0.0/8"] } },
      "Address 192.0.2.9 is outside 10.0.0.0/8",
    ],
    [
      "AddressNotAllowed",
      { token: { ...token, allowedCidrs: ["10.0.0.0/8", "fd00::/8", "192.168.0.0/16"] } },
      "Address 192.0.2.9 is outside 10.0.0.0/8 and 2 more",
    ],
    ["AddressNotAllowed", {}, errorTable.AddressNotAllowed[1]],
    ["NodeLimitExceeded", {}, "Node limit of 100 is reached"],
    [
      "NodeLimitExceeded",
      { seats: { taken: 97, limit: 100 } },
      "Node limit was reached; 3 of 100 seats are free now",
    ],
    ["NoBtf", { kernel: "5.4.0-generic" }, "No BTF on 5.4.0-generic"],
    ["NoBtf", {}, "Kernel has no BTF"],
    ["KernelTooOld", { kernel: "4.19.0" }, "Kernel 4.19.0 is older than 5.4"],
    ["ClockOff", { detail: "11 min off the Console's" }, "Clock 11 min off"],
    ["ClockOff", { detail: "ClockOff: off by 660 s" }, "Clock 11 min off"],
    ["ClockOff", { detail: "0 s" }, "Clock is off"],
    ["ClockOff", { detail: "" }, "Clock is off"],
    ["MissingTool", { detail: "MissingTool: tar is missing" }, "tar is missing"],
    ["MissingTool", { detail: "$(reboot) is missing" }, "A tool is missing"],
    ["SensorPortUnreachable", {}, "Sensor port 15484 cannot be reached"],
    ["SomethingNewer", { detail: "as it says" }, "SomethingNewer"],
    ["constructor", {}, "constructor"],
  ])("of %s with %j is %s", (code, facts, expected) => {
    expect(title(code, facts)).toBe(expected);
  });
});

describe("every code", () => {
  it.each([...Object.keys(errorTable), ...preflightCodes])(
    "%s has a title and a fix in words, with and without facts",
    (code) => {
      for (const facts of [bare, { ...bare, token, name: "a", kernel: "5.4", detail: "b" }]) {
        const { title, fix } = attemptCause(code, facts);
        expect(title).toMatch(/^.{5,}[^.]$/);
        expect(title).not.toContain("undefined");
        expect(fix).toMatch(/^[A-Z].{10,}\.$/);
      }
    },
  );
});

it("makes no command of what a host sent", () => {
  const hostile = "$(reboot)`id`;rm -rf /";
  for (const code of preflightCodes) {
    const facts = { ...bare, detail: hostile, name: hostile, kernel: hostile, address: hostile };
    expect(attemptCause(code, facts).command ?? "").not.toMatch(/[$`;]/);
  }
});
