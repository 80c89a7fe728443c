import { expect, it } from "vitest";
import { type CredentialState, tokenChange, tokenChangeText } from "./token-change.ts";

const fresh = { isEnrolled: false, isSetAside: false, knownHash: null, tokenHash: "a" };
const enrolled = { isEnrolled: true, isSetAside: false, knownHash: "a", tokenHash: "a" };

it.each<[string, CredentialState, string, RegExp]>([
  ["nothing at all", fresh, "first_start", /first start/],
  ["a hash without an identity", { ...fresh, knownHash: "b" }, "first_start", /first start/],
  ["the token it enrolled with", enrolled, "unchanged", /web-1 keeps its certificate/],
  ["another token", { ...enrolled, tokenHash: "b" }, "set_aside", /rotated, or the Secret/],
  ["no hash of the last one", { ...enrolled, knownHash: null }, "set_aside", /\(none\)/],
  ["no token", { ...enrolled, tokenHash: null }, "no_token", /keeps its certificate/],
  ["a change that was cut off", { ...fresh, isSetAside: true }, "under_way", /takes the old/],
  ["both, cut off between", { ...enrolled, isSetAside: true }, "unchanged", /keeps/],
])("with %s: %s", (_name, state, change, says) => {
  expect(tokenChange(state)).toBe(change);
  expect(tokenChangeText(tokenChange(state), state, "web-1")).toMatch(says);
});
