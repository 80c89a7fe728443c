/** Where a rule applies; empty lists take in everything. */
export interface Scope {
  readonly clusters: readonly string[];
  readonly namespaces: readonly string[];
  readonly excludeNamespaces: readonly string[];
}

/** Where a rule is asked, and what is left out of that; null: nothing. */
export function scopeParts({ clusters, namespaces, excludeNamespaces }: Scope): {
  where: string;
  except: string | null;
} {
  const where =
    clusters.length + namespaces.length === 0
      ? "all clusters and namespaces"
      : `${named("cluster", clusters)}, ${named("namespace", namespaces)}`;
  return {
    where: `${where.charAt(0).toUpperCase()}${where.slice(1)}`,
    except: excludeNamespaces.length > 0 ? `except ${listWords(excludeNamespaces)}` : null,
  };
}

/** "All clusters, namespaces team-* and web, except kube-system": a rule's scope in words. */
export function scopeWords(scope: Scope): string {
  const { where, except } = scopeParts(scope);
  return except ? `${where}, ${except}` : where;
}

/** Whether it takes in every cluster and every namespace that it does not leave out by name. */
export const isEverywhere = ({ clusters, namespaces }: Scope): boolean =>
  [clusters, namespaces].every((globs) => globs.length === 0 || globs.includes("*"));

/** "a", "a and b", "a, b and c". */
export function listWords(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

function named(noun: string, globs: readonly string[]): string {
  if (globs.length === 0) return `all ${noun}s`;
  return `${noun}${globs.length > 1 ? "s" : ""} ${listWords(globs)}`;
}
