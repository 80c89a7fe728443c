import type { DepartedView, DepartReason } from "./schema.ts";

/** A row of `departedColumns`. */
export interface DepartedRow {
  id: string;
  name: string;
  hostname: string;
  instanceId: string | null;
  departedAt: Date;
  departedReason: DepartReason;
  departedBy: string | null;
  enrolledAt: Date;
  lifeSpanSeconds: number;
  lastHeartbeatAt: Date | null;
  ephemeral: boolean;
  tags: string[];
  pool: string;
  poolLabel: string;
  tokenId: string;
  tokenPrefix: string;
  serial: string;
  notAfter: Date;
  heldAt: Date | null;
  heldBy: string | null;
}

const dayMs = 86_400_000;

export function viewDeparted(row: DepartedRow, departedDays: number): DepartedView {
  const { id, name, hostname, instanceId, ephemeral, tags, departedAt, heldAt } = row;
  return {
    ...{ id, name, hostname, instanceId, ephemeral, tags },
    departed: {
      at: departedAt.toISOString(),
      reason: row.departedReason,
      by: row.departedBy ?? "",
    },
    enrolledAt: row.enrolledAt.toISOString(),
    lifeSpanSeconds: Math.max(0, Math.floor(row.lifeSpanSeconds)),
    lastHeartbeatAt: row.lastHeartbeatAt?.toISOString() ?? null,
    pool: { key: row.pool, label: row.poolLabel },
    token: { id: row.tokenId, prefix: row.tokenPrefix },
    certificate: { serial: row.serial, notAfter: row.notAfter.toISOString() },
    held: heldAt && { at: heldAt.toISOString(), by: row.heldBy ?? "" },
    keptUntil: heldAt ? null : new Date(departedAt.getTime() + departedDays * dayMs).toISOString(),
  };
}
