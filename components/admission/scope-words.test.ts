import { expect, test } from "vitest";
import { isEverywhere, scopeWords } from "./scope-words.ts";

const scope = (clusters: string[], namespaces: string[], excludeNamespaces: string[] = []) => ({
  clusters,
  namespaces,
  excludeNamespaces,
});

test.each([
  ["All clusters and namespaces", scope([], [])],
  [
    "All clusters and namespaces, except kube-system and telovix-system",
    scope([], [], ["kube-system", "telovix-system"]),
  ],
  ["Cluster oslo-1, all namespaces", scope(["oslo-1"], [])],
  ["All clusters, namespaces a, b and c", scope([], ["a", "b", "c"])],
  ["Clusters prod-* and oslo, namespace web, except x", scope(["prod-*", "oslo"], ["web"], ["x"])],
])("%s", (words, value) => {
  expect(scopeWords(value)).toBe(words);
});

test.each([
  [true, scope([], [])],
  [true, scope(["*"], ["web", "*"], ["kube-system"])],
  [false, scope(["prod-*"], [])],
  [false, scope([], ["web"])],
])("takes in everything: %s for %o", (everywhere, value) => {
  expect(isEverywhere(value)).toBe(everywhere);
});
