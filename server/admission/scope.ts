import { matchesPattern } from "../tokens/name-pattern.ts";

/** Where a rule holds; empty lists hold everywhere. */
export interface Scope {
  readonly clusters: readonly string[];
  readonly namespaces: readonly string[];
  readonly excludeNamespaces: readonly string[];
}

/** Where an object is. Null: the cluster is not known, or the object lies in no namespace. */
export interface Place {
  readonly cluster: string | null;
  readonly namespace: string | null;
}

/** Whether a rule of this scope is asked; a cluster that is not known is any. */
export function isInScope(scope: Scope, { cluster, namespace }: Place): boolean {
  if (cluster !== null && !isAny(scope.clusters, cluster)) return false;
  if (namespace === null) return scope.namespaces.length === 0;
  const isExcluded = scope.excludeNamespaces.some((each) => matchesPattern(each, namespace));
  return !isExcluded && isAny(scope.namespaces, namespace);
}

const isAny = (patterns: readonly string[], name: string) =>
  patterns.length === 0 || patterns.some((pattern) => matchesPattern(pattern, name));
