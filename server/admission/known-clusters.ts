import type { Db } from "../context.ts";

/** More clusters than one Console looks after. */
const clustersMax = 10_000;

/** Names of the clusters that have a cluster token or an enrolled sensor. */
export async function knownClusters(db: Db): Promise<Set<string>> {
  // Name after name from the index: a distinct over all sensors would read all of them.
  const rows = await db.$queryRaw<{ name: string }[]>`
    WITH RECURSIVE enrolled AS (
      (SELECT cluster_name AS name FROM sensor
        WHERE departed_at IS NULL AND cluster_name IS NOT NULL ORDER BY cluster_name LIMIT 1)
      UNION ALL
      SELECT (SELECT s.cluster_name FROM sensor s
        WHERE s.departed_at IS NULL AND s.cluster_name > e.name ORDER BY s.cluster_name LIMIT 1)
      FROM enrolled e WHERE e.name IS NOT NULL)
    SELECT name FROM enrolled WHERE name IS NOT NULL
    UNION SELECT cluster_name FROM enrollment_token WHERE type = 'cluster' AND cluster_name IS NOT NULL
    LIMIT ${clustersMax}`;
  return new Set(rows.map(({ name }) => name));
}
