import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ListSensors } from "../sensors/schema.ts";
import { queryInput } from "./query-input.ts";
import { restRoutes } from "./routes.ts";

const read = (query: string) => queryInput(ListSensors, new URLSearchParams(query));

describe("queryInput", () => {
  it.each([
    ["status=stale,offline", { status: ["stale", "offline"] }],
    ["tag=a:1&tag=b:2", { tag: ["a:1", "b:2"] }],
    ["limit=20&ephemeral=true&q=7", { limit: 20, ephemeral: true, q: "7" }],
    ["limit=many&ephemeral=maybe", { limit: "many", ephemeral: "maybe" }],
    ["cluster=a,b&role=x&role=y", { cluster: "a,b", role: ["x", "y"] }],
    ["unknown=1", { unknown: "1" }],
  ])("reads %s", (query, expected) => {
    expect(read(query)).toEqual(expected);
  });

  it("takes any query without throwing", () => {
    fc.assert(fc.property(fc.string(), (query) => void read(query)));
  });
});

describe("restRoutes", () => {
  it("serves every call of the contract", () => {
    const served = restRoutes().map(({ method, pattern }) => `${method} ${pattern.source}`);
    for (const [method, path] of [
      ["POST", "/enrollment-tokens"],
      ["GET", "/enrollment-tokens"],
      ["GET", "/enrollment-tokens/{id}"],
      ["DELETE", "/enrollment-tokens/{id}"],
      ["GET", "/sensors"],
      ["GET", "/sensors/counts"],
      ["GET", "/sensors/{id}"],
      ["PATCH", "/sensors/{id}"],
      ["DELETE", "/sensors/{id}"],
      ["GET", "/jobs/{id}"],
      ["POST", "/sensors/bulk-delete"],
      ["POST", "/sensors/bulk-tags"],
      ["GET", "/audit"],
      ["GET", "/settings"],
      ["PATCH", "/settings"],
    ] as const) {
      const pattern = new RegExp(`^${path.replace("{id}", "(?<id>[^/]+)")}$`);
      expect(served).toContain(`${method} ${pattern.source}`);
    }
  });
});
