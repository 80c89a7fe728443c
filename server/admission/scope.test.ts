import { expect, it } from "vitest";
import { isInScope } from "./scope.ts";

const everywhere = { clusters: [], namespaces: [], excludeNamespaces: [] };

it.each([
  [{}, "prod", "web", true],
  [{ clusters: ["prod-*"] }, "prod-1", "web", true],
  [{ clusters: ["prod-*"] }, "lab", "web", false],
  [{ clusters: ["prod-*"] }, null, "web", true],
  [{ namespaces: ["team-?"] }, "prod", "team-a", true],
  [{ namespaces: ["team-?"] }, "prod", "team-ab", false],
  [{ namespaces: ["team-?"] }, "prod", null, false],
  [{ excludeNamespaces: ["kube-*"] }, "prod", "kube-system", false],
  [{ excludeNamespaces: ["kube-*"] }, "prod", "web", true],
  [{ excludeNamespaces: ["kube-*"] }, "prod", null, true],
  [{ namespaces: ["*"], excludeNamespaces: ["web"] }, "prod", "web", false],
])("%j, %s/%s: %s", (scope, cluster, namespace, expected) => {
  expect(isInScope({ ...everywhere, ...scope }, { cluster, namespace })).toBe(expected);
});
