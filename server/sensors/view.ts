import { Prisma } from "../db/generated/client.ts";
import { removalDueAt } from "../lifecycle/query.ts";
import { type StatusClock, statusColumn } from "./query.ts";
import type { SensorView } from "./schema.ts";

/** A row of `viewColumns`. */
export interface SensorRow {
  id: string;
  name: string;
  hostname: string;
  instanceId: string | null;
  status: SensorView["status"];
  clusterName: string | null;
  kubernetes: SensorView["kubernetes"];
  role: string;
  flavor: SensorView["flavor"];
  tags: string[];
  ephemeral: boolean;
  removeAfterSeconds: number | null;
  removalDueAt: Date | null;
  pool: string;
  arch: string;
  kernel: string;
  os: string;
  version: string;
  enrolledAt: Date;
  lastHeartbeatAt: Date | null;
  tokenId: string;
  tokenPrefix: string;
  serial: string;
  notAfter: Date;
  departedAt: Date | null;
  departedReason: string | null;
  departedBy: string | null;
}

/** Over `s`: its Kubernetes node, or null. */
const kubernetes = Prisma.sql`CASE WHEN s.node_uid IS NOT NULL THEN jsonb_build_object(
  'clusterUid', s.cluster_uid, 'nodeName', s.node_name, 'nodeUid', s.node_uid,
  'roles', s.node_facts->'roles', 'kubeletVersion', s.node_facts->>'kubeletVersion',
  'installId', s.node_facts->>'installId') END`;

/** What a `SensorView` is made of, over `sensorTables` with the token as `t` and certificate as `c`. */
export function viewColumns(clock: StatusClock): Prisma.Sql {
  return Prisma.sql`s.id, s.name, s.hostname, s.instance_id AS "instanceId", ${statusColumn(clock)} AS status,
    s.cluster_name AS "clusterName", ${kubernetes} AS kubernetes, s.role, s.flavor, s.tags, s.ephemeral,
    s.remove_after_seconds AS "removeAfterSeconds", s.pool,
    CASE WHEN d.sensor_id IS NOT NULL THEN date_trunc('second', ${removalDueAt}
      + (SELECT database_now() - listening_now())) END AS "removalDueAt", s.arch, s.kernel, s.os, s.version,
    s.enrolled_at AS "enrolledAt", nullif(h.at, s.enrolled_at) AS "lastHeartbeatAt",
    t.id AS "tokenId", t.prefix AS "tokenPrefix", c.serial, c.not_after AS "notAfter",
    s.departed_at AS "departedAt", s.departed_reason AS "departedReason", s.departed_by AS "departedBy"`;
}

/** The current certificate is the one that lasts longest. */
export const viewJoins = Prisma.sql`JOIN enrollment_token t ON t.id = s.token_id
  LEFT JOIN removal_deadline d ON d.sensor_id = s.id
  JOIN LATERAL (SELECT serial, not_after FROM sensor_certificate
    WHERE sensor_id = s.id ORDER BY not_after DESC LIMIT 1) c ON TRUE`;

export function viewSensor(row: SensorRow): SensorView {
  const {
    tokenId,
    tokenPrefix,
    serial,
    notAfter,
    departedAt,
    departedReason,
    departedBy,
    ...rest
  } = row;
  return {
    ...rest,
    enrolledAt: row.enrolledAt.toISOString(),
    lastHeartbeatAt: row.lastHeartbeatAt?.toISOString() ?? null,
    removalDueAt: row.removalDueAt?.toISOString() ?? null,
    token: { id: tokenId, prefix: tokenPrefix },
    certificate: { serial, notAfter: notAfter.toISOString() },
    departed: departedAt && {
      at: departedAt.toISOString(),
      reason: departedReason ?? "",
      by: departedBy ?? "",
    },
  };
}
