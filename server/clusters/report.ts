import { ClusterReport } from "../../sensor-agent/src/protocol.ts";
import { appendAuditAll } from "../audit/append.ts";
import type { Clock } from "../clock.ts";
import type { Actor, Db, Tx } from "../context.ts";
import { notify } from "../db/notify.ts";
import { AppError } from "../errors.ts";
import { notStorable, unstorablePath } from "../storable.ts";
import { departDeleted } from "./depart-deleted.ts";
import { distinctNodes, nodeChanges, nodesDigest, type ReportedNode } from "./node-changes.ts";
import { reportedCluster } from "./reporter.ts";

/**
 * Takes a cluster's list of its nodes from one of its sensors, and departs the sensors of those that
 * are gone. A list that has not changed writes one row, and reads no node.
 * @throws {AppError} `ClusterNameMismatch` and `Forbidden` for a sensor that may not report it
 */
export async function reportCluster(
  deps: { db: Db; clock: Clock },
  sensor: { id: string; name: string },
  body: unknown,
): Promise<void> {
  const report = readReport(body);
  const at = deps.clock.now();
  const by = { kind: "sensor", id: sensor.id, name: sensor.name, role: null } as const;
  await deps.db.$transaction(
    async (tx) => {
      const { clusterUid, nodes } = report;
      const clusterName = await reportedCluster(tx, sensor.id, clusterUid);
      const { isNew, digest } = await lockCluster(tx, { clusterUid, clusterName, at, by });
      const next = nodesDigest(nodes);
      const isSame = Buffer.from(next).equals(digest);
      const { added, removed } = isSame ? same : await writeNodes(tx, clusterUid, nodes);
      await tx.cluster.update({
        where: { uid: clusterUid },
        data: {
          ...{ name: clusterName, nodes: nodes.length, digest: next },
          ...{ reportedAt: at, reporterId: by.id, reporterName: by.name },
        },
      });
      if (added.length + removed.length > 0) await notify(tx, { topic: "clusters" });
      const uids = removed.map(({ uid }) => uid);
      const departures = await departDeleted(tx, {
        clusterUid,
        clusterName,
        at,
        by,
        removed: uids,
      });
      const target = `cluster:${clusterUid}`;
      const details = { name: clusterName, nodes: nodes.length };
      const first = { action: "cluster_reported", actor: by, target, details };
      await appendAuditAll(tx, at, isNew ? [first, ...departures] : departures);
    },
    { timeout: 30_000, maxWait: 10_000 },
  );
}

const same = { added: [], removed: [] } as const;

function readReport(body: unknown): ClusterReport {
  const { clusterUid, nodes } = ClusterReport.parse(body);
  const unstorable = unstorablePath(nodes, "nodes");
  if (unstorable !== null) throw new AppError("InvalidRequest", notStorable(unstorable));
  return { clusterUid: clusterUid.toLowerCase(), nodes: distinctNodes(nodes) };
}

/** The cluster's row, locked: reports of one cluster come one after another. */
async function lockCluster(
  tx: Tx,
  cluster: { clusterUid: string; clusterName: string; at: Date; by: Actor },
): Promise<{ isNew: boolean; digest: Uint8Array }> {
  const { clusterUid, clusterName, at, by } = cluster;
  const made = await tx.$executeRaw`
    INSERT INTO cluster (uid, name, nodes, digest, reported_at, reporter_id, reporter_name)
    VALUES (${clusterUid}::uuid, ${clusterName}, 0, '', ${at}, ${by.id}::uuid, ${by.name})
    ON CONFLICT (uid) DO NOTHING`;
  const [row] = await tx.$queryRaw<{ digest: Uint8Array }[]>`
    SELECT digest FROM cluster WHERE uid = ${clusterUid}::uuid FOR UPDATE`;
  if (!row) throw new AppError("Internal");
  return { isNew: made > 0, digest: row.digest };
}

/** Writes what has changed, and nothing else. */
async function writeNodes(tx: Tx, clusterUid: string, nodes: readonly ReportedNode[]) {
  const where = { clusterUid };
  const previous = await tx.clusterNode.findMany({ where, select: { uid: true, name: true } });
  const changes = nodeChanges(previous, nodes);
  const gone = changes.removed.map(({ uid }) => uid);
  if (gone.length > 0) {
    await tx.$executeRaw`
      DELETE FROM cluster_node WHERE cluster_uid = ${clusterUid}::uuid AND uid = ANY(${gone}::uuid[])`;
  }
  if (changes.added.length > 0) {
    const uids = changes.added.map(({ uid }) => uid);
    const names = changes.added.map(({ name }) => name);
    await tx.$executeRaw`
      INSERT INTO cluster_node (cluster_uid, uid, name)
      SELECT ${clusterUid}::uuid, uid, name FROM unnest(${uids}::uuid[], ${names}::text[]) AS node(uid, name)`;
  }
  return changes;
}
