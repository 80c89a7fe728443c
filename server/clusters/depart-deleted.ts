import { type AlertSubject, endAlert, raiseAlert } from "../alerts/raise.ts";
import type { AuditRecord } from "../audit/append.ts";
import type { Actor, Tx } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { listeningNow } from "../lifecycle/query.ts";
import { departSensors } from "../sensors/depart.ts";
import { degradedAfterSeconds } from "../sensors/status.ts";
import { isImplausible } from "./plausible.ts";

/** Up to so many have an audit entry each, more share one. */
const entriesMax = 20;

interface Stray {
  readonly id: string;
  readonly name: string;
  readonly node: string;
  /** It still heartbeats. */
  readonly heard: boolean;
  /** Its node is one that this report has deleted. */
  readonly fresh: boolean;
}

/** A report that was stored. */
export interface Reported {
  readonly clusterUid: string;
  readonly clusterName: string;
  readonly at: Date;
  /** The sensor that reported. */
  readonly by: Actor;
  /** UIDs of the nodes that it deleted. */
  readonly removed: readonly string[];
}

/** The alert that stands as long as a cluster's report is implausible. */
export const reportAlert = (clusterUid: string): AlertSubject => ({
  kind: "breaker_tripped",
  key: `cluster:${clusterUid}`,
});

/**
 * Departs the sensors whose nodes are gone: those of this report at once, and one that came back
 * after an earlier report when it falls silent. One that lives connects again, which revives it. An
 * implausible report departs nobody, and an alert stands until its sensors have nodes again or are
 * silent. @returns what the audit is told at the end of the transaction
 */
export async function departDeleted(tx: Tx, report: Reported): Promise<AuditRecord[]> {
  const { clusterUid, clusterName, at, by } = report;
  const subject = reportAlert(clusterUid);
  const strays = await lockStrays(tx, report);
  const living = strays.filter(({ heard }) => heard);
  const heard = living.length === 0 ? 0 : await countHeard(tx, report);
  const isHeld = isImplausible({ leaving: living.length, heard });
  if (!isHeld) await endAlert(tx, at, subject);
  const leaving = strays.filter((stray) => stray.fresh || !stray.heard);
  if (leaving.length === 0) return [];
  if (isHeld && leaving.some((stray) => stray.heard)) {
    const counts = { nodes: living.length, heard };
    const title = `Cluster ${clusterName} reported ${living.length} of ${heard} nodes deleted whose sensors still report: none was removed`;
    const details = { cluster: clusterName, clusterUid, reporter: by.name, ...counts };
    await raiseAlert(tx, at, { ...subject, title, details });
    const action = "node_removal_held";
    return [{ action, actor: by, target: `cluster:${clusterUid}`, details: counts }];
  }
  const ids = leaving.map(({ id }) => id);
  const departed = await departSensors(tx, { ids, at, reason: "node_deleted", by: by.name });
  const gone = new Set(departed.map(({ id }) => id));
  return records(
    by,
    leaving.filter(({ id }) => gone.has(id)),
  );
}

/**
 * Over `s`: enrolled, and of the cluster by UID and by name. The first enrollment with a token claims
 * a UID, which need not be its own; the name is what an admin gave the token, so that nobody departs
 * sensors of another one's cluster.
 */
const isOf = ({ clusterUid, clusterName }: Reported) =>
  Prisma.sql`s.cluster_uid = ${clusterUid}::uuid AND s.cluster_name = ${clusterName} AND s.departed_at IS NULL`;

/** The sensors of a cluster whose nodes it does not have, locked in the order of their ids. */
function lockStrays(tx: Tx, report: Reported): Promise<Stray[]> {
  const { clusterUid, removed } = report;
  return tx.$queryRaw`
    SELECT s.id, s.name, s.node_name AS node, s.node_uid = ANY(${removed}::uuid[]) AS fresh,
      h.heard_at > ${listeningNow} - ${degradedAfterSeconds} * interval '1 second' AS heard
    FROM sensor s JOIN sensor_heartbeat h ON h.sensor_id = s.id
    WHERE ${isOf(report)}
      AND NOT EXISTS (SELECT FROM cluster_node n
        WHERE n.cluster_uid = ${clusterUid}::uuid AND n.uid = s.node_uid)
    ORDER BY s.id FOR UPDATE OF s`;
}

async function countHeard(tx: Tx, report: Reported): Promise<number> {
  const [row] = await tx.$queryRaw<{ heard: number }[]>`
    SELECT count(*)::int AS heard FROM sensor s JOIN sensor_heartbeat h ON h.sensor_id = s.id
    WHERE ${isOf(report)}
      AND h.heard_at > ${listeningNow} - ${degradedAfterSeconds} * interval '1 second'`;
  return row?.heard ?? 0;
}

function records(actor: Actor, departed: readonly Stray[]): AuditRecord[] {
  const action = "node_deleted";
  if (departed.length > entriesMax) {
    const sensors = departed.map(({ id, name, node }) => ({ id, name, node }));
    return [{ action, actor, target: "sensors", details: { count: departed.length, sensors } }];
  }
  return departed.map(({ id, name, node }) => ({
    ...{ action, actor, target: `sensor:${id}`, details: { name, node } },
  }));
}
