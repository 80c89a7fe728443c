import { Prisma } from "../db/generated/client.ts";
import type { ClusterView } from "./schema.ts";

/** A row of `clusterColumns`, as JSON tells it. */
export interface ClusterRow
  extends Omit<ClusterView, "versions" | "flavors" | "reporter" | "tokenExpiresAt" | "reportedAt"> {
  parts: { version: string; flavor: "standard" | "telecom"; count: number }[];
  tokenExpiresAt: string | null;
  reportedAt: string | null;
  reporterId: string | null;
  reporterName: string | null;
}

/** A Node without a sensor that has not departed; over `n` (cluster_node). */
export const isMissing = Prisma.sql`NOT EXISTS (SELECT FROM sensor s
  WHERE s.cluster_uid = n.cluster_uid AND s.node_uid = n.uid
    AND s.departed_at IS NULL AND s.cluster_uid IS NOT NULL)`;

/**
 * CTEs of which the last is `clusters`: what enrolled sensors call a cluster, and what reported its
 * nodes, by name and UID. A name with two UIDs is two clusters; without a UID, the sensors are on no
 * node. Everything comes from indexes: one pass over the sensors in clusters, and one over the nodes.
 * `only`: one name.
 */
export function clusterNumbers(only?: string): Prisma.Sql {
  const named = (column: Prisma.Sql) => (only ? Prisma.sql`${column} = ${only}` : Prisma.sql`TRUE`);
  return Prisma.sql`
    grouped AS (
      SELECT cluster_name AS name, cluster_uid AS uid, version, flavor, count(*)::int AS count
      FROM sensor WHERE departed_at IS NULL AND cluster_name IS NOT NULL
        AND ${named(Prisma.sql`cluster_name`)}
      GROUP BY 1, 2, 3, 4),
    enrolled AS (
      SELECT name, uid, sum(count)::int AS sensors, jsonb_agg(jsonb_build_object(
        'version', version, 'flavor', flavor, 'count', count)) AS parts
      FROM grouped GROUP BY name, uid),
    reported AS (SELECT * FROM cluster WHERE ${named(Prisma.sql`name`)}),
    without AS (
      SELECT n.cluster_uid AS uid, count(*)::int AS missing FROM cluster_node n
      WHERE ${only ? Prisma.sql`n.cluster_uid IN (SELECT uid FROM reported)` : Prisma.sql`TRUE`}
        AND ${isMissing}
      GROUP BY 1),
    clusters AS (
      SELECT name, uid, coalesce(e.sensors, 0) AS sensors, coalesce(e.parts, '[]') AS parts,
        r.nodes, CASE WHEN r.nodes IS NULL THEN 0 ELSE coalesce(w.missing, 0) END AS missing,
        count(*) OVER (PARTITION BY name) > 1 AS has_namesakes, r.reported_at, r.reporter_id, r.reporter_name
      FROM enrolled e FULL JOIN reported r USING (name, uid) LEFT JOIN without w USING (uid))`;
}

/** What a `ClusterRow` is made of, over `clusters` as `c`. */
export const clusterColumns = Prisma.sql`c.name, c.uid, c.nodes, c.missing, c.sensors, c.parts,
  c.has_namesakes AS "hasNamesakes",
  coalesce(c.nodes - c.missing, c.sensors) AS protected, c.reported_at AS "reportedAt",
  c.reporter_id AS "reporterId", c.reporter_name AS "reporterName", k.id AS "tokenId",
  k.expires_at AS "tokenExpiresAt"`;

/** The token that new nodes enroll with, as far as is known: one that sensors of it did enroll with. */
export const clusterToken = Prisma.sql`LEFT JOIN LATERAL (
  SELECT t.id, t.expires_at FROM enrollment_token t
  WHERE t.type = 'cluster' AND t.cluster_name = c.name AND t.revoked_at IS NULL
    AND (t.cluster_uid = c.uid OR t.cluster_uid IS NULL)
    AND EXISTS (SELECT FROM sensor s WHERE s.token_id = t.id AND s.departed_at IS NULL)
  ORDER BY t.expires_at DESC, t.id LIMIT 1) k ON TRUE`;
