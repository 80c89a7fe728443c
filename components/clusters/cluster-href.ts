import type { ClusterView } from "../../server/clusters/schema.ts";

/** The page of a cluster. Its UID stands in the address only where its name does not suffice. */
export function clusterHref({
  name,
  uid,
  hasNamesakes,
}: Pick<ClusterView, "name" | "uid" | "hasNamesakes">): string {
  const query = hasNamesakes ? `?uid=${uid ?? "none"}` : "";
  return `/clusters/${encodeURIComponent(name)}${query}`;
}
