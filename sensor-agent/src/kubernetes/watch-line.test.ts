import fc from "fast-check";
import { expect, it } from "vitest";
import { parseWatchLine } from "./watch-line.ts";

const line = (type: string, object: unknown) => JSON.stringify({ type, object });
const node = { kind: "Node", metadata: { name: "node-01", resourceVersion: "42" } };

it.each([
  [line("ADDED", node), { kind: "put", object: node, at: "42" }],
  [line("MODIFIED", node), { kind: "put", object: node, at: "42" }],
  [line("DELETED", node), { kind: "gone", object: node, at: "42" }],
  [line("BOOKMARK", { metadata: { resourceVersion: "99" } }), { kind: "at", at: "99" }],
  [line("ERROR", { kind: "Status", code: 410, reason: "Expired" }), { kind: "expired" }],
  [line("ERROR", { code: 500, message: "etcd" }), { kind: "failed", detail: "etcd" }],
  [line("ERROR", {}), { kind: "failed", detail: "the watch failed with no code" }],
  [line("ADDED", { metadata: {} }), { kind: "failed", detail: "an object has no resourceVersion" }],
  [line("BOOKMARK", {}), { kind: "failed", detail: "a line of the watch is not of a known form" }],
  ["", { kind: "failed", detail: "a line of the watch is not of a known form" }],
])("reads %s", (text, event) => {
  expect(parseWatchLine(text)).toEqual(event);
});

it("never throws", () => {
  const type = fc.constantFrom("ADDED", "DELETED", "BOOKMARK", "ERROR", "OTHER");
  const lines = fc
    .tuple(type, fc.jsonValue({ maxDepth: 2 }))
    .map(([name, object]) => line(name, object));
  fc.assert(
    fc.property(fc.oneof(lines, fc.string()), (text) => {
      expect(["put", "gone", "at", "expired", "failed"]).toContain(parseWatchLine(text).kind);
    }),
  );
});
