import fc from "fast-check";
import { expect, test } from "vitest";
import { nextPath } from "./next-path.ts";

test.each([
  ["/audit", "/audit"],
  ["/sensors?status=stale&q=a%20b", "/sensors?status=stale&q=a%20b"],
  ["/settings#account", "/settings#account"],
  [undefined, "/overview"],
  ["", "/overview"],
  ["/sign-in?next=/audit", "/overview"],
  ["https://evil.example/", "/overview"],
  ["//evil.example/x", "/overview"],
  ["/\\evil.example/x", "/overview"],
  ["/\t/evil.example", "/overview"],
  ["/./\\evil.example", "/evil.example"],
  ["javascript:alert(1)", "/overview"],
])("after %j comes %j", (asked, path) => {
  expect(nextPath(asked)).toBe(path);
});

test("never leaves the site, whatever is asked", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("/", "\\", ".", "\t", "a", ":", "@", "?") }),
      (asked) => {
        const origin = "https://console.example";
        expect(new URL(nextPath(`/${asked}`), origin).origin).toBe(origin);
      },
    ),
  );
});
