import type { Tx } from "../context.ts";
import { AppError } from "../errors.ts";

/**
 * The name of the cluster that a sensor may report, if it is the one with this UID. Only a cluster
 * token vouches for it: any other admits a host that says that it is from anywhere.
 * @throws {AppError} `ClusterNameMismatch`, `Forbidden`
 */
export async function reportedCluster(
  tx: Tx,
  sensorId: string,
  clusterUid: string,
): Promise<string> {
  const [row] = await tx.$queryRaw<{ name: string; uid: string | null; bound: boolean }[]>`
    SELECT t.cluster_name AS name, s.cluster_uid AS uid, t.cluster_uid = s.cluster_uid AS bound
    FROM sensor s JOIN enrollment_token t ON t.id = s.token_id AND t.type = 'cluster'
    WHERE s.id = ${sensorId}::uuid AND s.departed_at IS NULL`;
  if (!row) {
    const detail = "Only a sensor that enrolled with a cluster token reports a cluster.";
    throw new AppError("Forbidden", detail);
  }
  if (row.uid !== clusterUid) {
    const own = row.uid === null ? "not said yet which cluster it is in" : `UID ${row.uid}`;
    const detail = `This sensor is in cluster ${row.name} (${own}), not in the one with the UID ${clusterUid}.`;
    throw new AppError("ClusterNameMismatch", detail);
  }
  if (!row.bound) throw new AppError("ClusterNameMismatch", "Its token is of another cluster.");
  return row.name;
}
