import type { ClusterRow } from "./query.ts";
import type { ClusterView } from "./schema.ts";

export function viewCluster(row: ClusterRow): ClusterView {
  const { parts, reporterId, reporterName, tokenExpiresAt, reportedAt, ...shown } = row;
  return {
    ...shown,
    versions: sums(parts, "version").map(([version, count]) => ({ version, count })),
    flavors: sums(parts, "flavor").map(([flavor, count]) => ({ flavor, count })),
    tokenExpiresAt: iso(tokenExpiresAt),
    reportedAt: iso(reportedAt),
    reporter:
      reporterId === null || reporterName === null ? null : { id: reporterId, name: reporterName },
  };
}

const iso = (at: string | null) => at && new Date(at).toISOString();

/** How many sensors have each value, the most frequent first, then by value. */
function sums<Key extends "version" | "flavor">(
  parts: ClusterRow["parts"],
  key: Key,
): [ClusterRow["parts"][number][Key], number][] {
  const counts = new Map<ClusterRow["parts"][number][Key], number>();
  for (const part of parts) counts.set(part[key], (counts.get(part[key]) ?? 0) + part.count);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
