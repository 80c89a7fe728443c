import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { hasState, type TokenRow, tokenColumns } from "../tokens/query.ts";
import { viewToken } from "../tokens/view.ts";
import {
  type ClusterRow,
  clusterColumns,
  clusterNumbers,
  clusterToken,
  isMissing,
} from "./query.ts";
import { type ClusterDetail, missingNodesMax, type OneCluster } from "./schema.ts";
import { viewCluster } from "./view.ts";

/** One cluster with the nodes that have no sensor, and its tokens. @throws {AppError} `NotFound` */
export async function getCluster(ctx: Ctx, { name, uid }: OneCluster): Promise<ClusterDetail> {
  authorize(ctx.actor, "read");
  const rows = await ctx.db.$queryRaw<ClusterRow[]>`
    WITH ${clusterNumbers(name)}
    SELECT ${clusterColumns} FROM clusters c ${clusterToken}
    ORDER BY c.sensors DESC, c.reported_at DESC NULLS LAST, c.uid`;
  const wanted = uid === "none" ? null : uid?.toLowerCase();
  const cluster = wanted === undefined ? rows[0] : rows.find((row) => row.uid === wanted);
  if (!cluster) throw new AppError("NotFound", "No sensor is in a cluster with this name.");
  const [missingNodes, tokens] = await Promise.all([
    cluster.missing > 0 && cluster.uid !== null ? readMissing(ctx, cluster.uid) : [],
    readTokens(ctx, cluster),
  ]);
  const namesakes = rows.filter((row) => row !== cluster).map((row) => row.uid);
  return { ...viewCluster(cluster), missingNodes, tokens, namesakes };
}

async function readMissing(ctx: Ctx, clusterUid: string): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ name: string }[]>`
    SELECT n.name FROM cluster_node n WHERE n.cluster_uid = ${clusterUid}::uuid AND ${isMissing}
    ORDER BY n.name LIMIT ${missingNodesMax}`;
  return rows.map(({ name }) => name);
}

/** Those that admit nodes of it now. */
async function readTokens(ctx: Ctx, { name, uid }: Pick<ClusterRow, "name" | "uid">) {
  const now = ctx.clock.now();
  const rows = await ctx.db.$queryRaw<TokenRow[]>`
    SELECT ${tokenColumns} FROM enrollment_token t
    WHERE t.type = 'cluster' AND t.cluster_name = ${name} AND ${hasState("active", now)}
      AND (t.cluster_uid IS NULL OR t.cluster_uid = ${uid}::uuid)
    ORDER BY t.created_at DESC, t.id DESC LIMIT 50`;
  return rows.map((row) => viewToken(row, now));
}
