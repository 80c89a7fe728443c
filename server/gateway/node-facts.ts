import { createHash } from "node:crypto";
import type pg from "pg";
import type { KubernetesNode } from "../../sensor-agent/src/protocol.ts";
import { channel, type Notice } from "../db/notify.ts";
import { nodeFacts } from "../enrollment/node-columns.ts";

/** What a sensor says of its node, as a key that is small: a connection keeps the last one. */
export const nodeKey = (node: KubernetesNode) =>
  createHash("sha256").update(JSON.stringify(node)).digest("base64");

/** Over `s` (sensor) and `$2` to `$6`: whether the record says something else than the sensor. */
const differs = `(s.cluster_uid, s.node_name, s.node_uid, s.node_facts, s.node_labels)
  IS DISTINCT FROM ($2::uuid, $3::text, $4::uuid, $5::jsonb, $6::jsonb)`;

/**
 * What a sensor says of its Kubernetes node; written only when it differs. The token decides which
 * cluster a sensor may be in: one that no cluster has claimed yet is bound by the first that does.
 * @returns false when the token is bound to another cluster, and nothing was written.
 */
export async function writeNode(
  pool: pg.Pool,
  sensorId: string,
  node: KubernetesNode,
): Promise<boolean> {
  const { clusterUid, nodeName, nodeUid, labels } = node;
  const columns = [nodeName, nodeUid, JSON.stringify(nodeFacts(node)), JSON.stringify(labels)];
  const { rows } = await pool.query<{ tokenId: string; unbound: boolean }>(
    `SELECT t.id AS "tokenId", t.type = 'cluster' AND t.cluster_uid IS NULL AS unbound
     FROM sensor s JOIN enrollment_token t ON t.id = s.token_id WHERE s.id = $1 AND ${differs}`,
    [sensorId, clusterUid, ...columns],
  );
  const [found] = rows;
  if (!found) return true;
  if (found.unbound) {
    // Of two clusters at once, the second waits for the row here and finds it bound.
    await pool.query(
      "UPDATE enrollment_token SET cluster_uid = $2 WHERE id = $1 AND cluster_uid IS NULL",
      [found.tokenId, clusterUid],
    );
  }
  const notice = JSON.stringify({ topic: "sensors", ids: [sensorId] } satisfies Notice);
  const { rowCount } = await pool.query(
    `WITH changed AS (
       UPDATE sensor s SET cluster_uid = $2, node_name = $3, node_uid = $4, node_facts = $5, node_labels = $6
       FROM enrollment_token t
       WHERE s.id = $1 AND t.id = s.token_id AND (t.cluster_uid IS NULL OR t.cluster_uid = $2)
       RETURNING s.id)
     SELECT pg_notify($7, $8) FROM changed`,
    [sensorId, clusterUid, ...columns, channel, notice],
  );
  return rowCount === 1;
}
