import type { Db } from "../context.ts";
import { isMissing } from "./query.ts";

/** What all clusters come to. One whose last sensor has left counts no more: nobody watches it. */
export interface ClusterTotals {
  /** Clusters that have reported their nodes, and have sensors. */
  readonly clusters: number;
  readonly nodes: number;
  /** Nodes without a sensor, and how many clusters have such. */
  readonly missing: number;
  readonly incomplete: number;
}

export async function clusterTotals(db: Db): Promise<ClusterTotals> {
  const [row] = await db.$queryRaw<ClusterTotals[]>`
    WITH live AS (
      SELECT c.uid, c.nodes FROM cluster c
      WHERE EXISTS (SELECT FROM sensor s WHERE s.cluster_uid = c.uid AND s.departed_at IS NULL)),
    without AS (
      SELECT n.cluster_uid AS uid, count(*)::int AS missing FROM cluster_node n
      WHERE ${isMissing} GROUP BY 1)
    SELECT count(*)::int AS clusters, coalesce(sum(nodes), 0)::int AS nodes,
      coalesce(sum(missing), 0)::int AS missing, count(missing)::int AS incomplete
    FROM live LEFT JOIN without USING (uid)`;
  return row ?? { clusters: 0, nodes: 0, missing: 0, incomplete: 0 };
}
