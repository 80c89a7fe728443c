import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accepts } from "./accept.ts";
import { deployToken, isRefused } from "./deploy-token.ts";
import { readTarget } from "./target.ts";

const digest = `sha256:${"a".repeat(64)}`;

describe("readTarget", () => {
  it.each([
    ["", { kind: "base" }],
    ["_catalog", { kind: "catalog" }],
    ["telovix/sensor/tags/list", { kind: "tags", name: "telovix/sensor" }],
    [
      "telovix/sensor/manifests/0.1.0",
      { kind: "manifest", name: "telovix/sensor", reference: "0.1.0" },
    ],
    [`a/blobs/${digest}`, { kind: "blob", name: "a", reference: digest }],
    [`a/blobs/${digest.replace(":", "%3A")}`, { kind: "blob", name: "a", reference: digest }],
    [`a/b/referrers/${digest}`, { kind: "referrers", name: "a/b", reference: digest }],
    // A name may hold what looks like a route.
    ["a/manifests/manifests/x", { kind: "manifest", name: "a/manifests", reference: "x" }],
    ["Upper/tags/list", null],
    ["a//b/tags/list", null],
    ["a/blobs/uploads/", null],
    ["a/manifests/", null],
    ["a/../b/tags/list", null],
    ["%E0%A4%A/tags/list", null],
  ])("reads %s", (path, expected) => {
    expect(readTarget(path)).toEqual(expected);
  });

  it("takes any path in time", () => {
    fc.assert(fc.property(fc.string(), (path) => void readTarget(path)));
    const begin = performance.now();
    expect(readTarget(`${"a-".repeat(4000)}/tags/list`)).toBeNull();
    expect(performance.now() - begin).toBeLessThan(200);
  });
});

describe("accepts", () => {
  const index = "application/vnd.oci.image.index.v1+json";
  it.each([
    [undefined, true],
    ["", true],
    ["*/*", true],
    [index, true],
    [`text/html, ${index};q=0.5`, true],
    ["application/*", true],
    ["application/vnd.oci.image.manifest.v1+json", false],
    [`${index};q=0, */*`, false],
    ["text/*", false],
    [",,", true],
  ])("%s: %s", (header, expected) => {
    expect(accepts(header, index)).toBe(expected);
  });
});

describe("the deploy token", () => {
  const token = deployToken("a secret of thirty-two characters.");
  const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;

  it("follows from the secret, and does not tell it", () => {
    expect(deployToken("a secret of thirty-two characters.")).toBe(token);
    expect(deployToken("another secret, thirty-two of them")).not.toBe(token);
    expect(token).toMatch(/^tlx-pull-[\w-]{32}$/);
  });

  it.each([
    ["nothing", undefined, false],
    ["the token", basic(`telovix:${token}`), false],
    ["another user", basic(`admin:${token}`), true],
    ["another token", basic(`telovix:${deployToken("x")}`), true],
    ["no password", basic("telovix"), true],
    ["an API key", "Bearer tlx_key", true],
    ["the token as a Bearer", `Bearer ${token}`, true],
    ["an empty header", "", true],
  ])("with %s", (_what, header, expected) => {
    expect(isRefused(header, token)).toBe(expected);
  });
});
