import fc from "fast-check";
import { expect, it } from "vitest";
import { parseImage } from "./image.ts";

const digest = `sha256:${"a".repeat(64)}`;

it.each([
  ["nginx", "docker.io", "library/nginx", "latest", ""],
  ["nginx:1.27", "docker.io", "library/nginx", "1.27", ""],
  ["acme/app", "docker.io", "acme/app", "latest", ""],
  ["index.docker.io/nginx", "docker.io", "library/nginx", "latest", ""],
  ["docker.io/library/nginx:1", "docker.io", "library/nginx", "1", ""],
  ["ghcr.io/acme/app:v1", "ghcr.io", "acme/app", "v1", ""],
  ["GHCR.io/acme/app", "ghcr.io", "acme/app", "latest", ""],
  ["localhost/app", "localhost", "app", "latest", ""],
  ["localhost:5000/app", "localhost:5000", "app", "latest", ""],
  ["registry:5000/team/app:2", "registry:5000", "team/app", "2", ""],
  ["[2001:db8::1]:5000/app:2", "[2001:db8::1]:5000", "app", "2", ""],
  [`nginx@${digest}`, "docker.io", "library/nginx", "", digest],
  [`ghcr.io/a/b:v1@${digest}`, "ghcr.io", "a/b", "v1", digest],
  [" nginx ", "docker.io", "library/nginx", "latest", ""],
  ["", "docker.io", "", "latest", ""],
])("%j is of %s, %s, tag %j, digest %j", (reference, registry, repository, tag, expected) => {
  expect(parseImage(reference)).toEqual({ registry, repository, tag, digest: expected });
});

it("takes any text", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { registry, tag, digest: pinned } = parseImage(text);
      expect(registry).not.toContain("/");
      expect(tag !== "" || pinned !== "" || /[:@]/.test(text)).toBe(true);
    }),
  );
});
