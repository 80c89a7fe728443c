import type { AuditRecord } from "../audit/append.ts";
import type { Actor, Tx } from "../context.ts";
import type { Prisma } from "../db/generated/client.ts";
import type { DepartReason } from "../db/generated/enums.ts";
import { type Departed, tellDeparted } from "../sensors/depart.ts";

/** Up to so many have an audit entry each, more share one. */
const entriesMax = 20;

export type Removed = Departed & { reason: DepartReason; pool: string };

/**
 * Departs those of `ids` for which the condition `until` (over `s` and `h`) still holds. Both rows
 * are locked first, which looks at the condition again: a heartbeat that was written meanwhile wins.
 * A row that somebody else is writing is left alone and not waited for: it lives, or is dealt with.
 */
export async function departSilent(
  tx: Tx,
  removal: { ids: readonly string[]; at: Date; by: Actor; until: Prisma.Sql },
): Promise<Removed[]> {
  const { ids, at, by, until } = removal;
  if (ids.length === 0) return [];
  const removed = await tx.$queryRaw<Removed[]>`
    WITH silent AS (
      SELECT h.sensor_id FROM sensor_heartbeat h JOIN sensor s ON s.id = h.sensor_id
      WHERE h.sensor_id = ANY(${[...ids].sort()}::uuid[]) AND ${until}
      ORDER BY h.sensor_id FOR UPDATE OF s, h SKIP LOCKED)
    UPDATE sensor s SET departed_at = ${at}, departed_by = ${by.name}, live_name = NULL,
      departed_reason = (CASE WHEN s.terminating_at IS NULL THEN 'auto_removed' ELSE 'terminated' END)::depart_reason
    FROM silent WHERE s.id = silent.sensor_id AND s.departed_at IS NULL
    RETURNING s.id, s.name, s.pool, s.departed_reason AS reason`;
  await tellDeparted(tx, removed, at);
  return removed;
}

/** What the audit is told of removals. */
export function removalRecords(actor: Actor, removed: readonly Removed[]): AuditRecord[] {
  const action = "sensor_auto_removed";
  if (removed.length > entriesMax) {
    const details = { count: removed.length, sensors: removed.map((each) => ({ ...each })) };
    return [{ action, actor, target: "sensors", details }];
  }
  return removed.map(({ id, ...details }) => ({ action, actor, target: `sensor:${id}`, details }));
}
