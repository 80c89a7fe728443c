import type pg from "pg";
import { type Connection, send } from "./connection.ts";
import { gatewayLimits } from "./limits.ts";

interface Pending {
  readonly connection: Connection;
  readonly seq: number;
  /** Monotonic ms. */
  readonly receivedMs: number;
}

/**
 * Heartbeats received since the last flush, one entry a sensor. `flush` writes them in one
 * statement and acknowledges what is written; when the database is away they stay.
 */
export function makeHeartbeatBuffer(deps: { pool: pg.Pool; monotonicMs: () => number }) {
  let pending = new Map<string, Pending>();

  return {
    add(connection: Connection, seq: number): void {
      pending.set(connection.sensorId, { connection, seq, receivedMs: deps.monotonicMs() });
    },
    async flush(): Promise<number> {
      const { rows } = await deps.pool.query<{ missed: string }>(
        "SELECT tick_listening() AS missed",
      );
      const taken = pending;
      pending = new Map();
      const missedMs = rows[0]?.missed ?? "0";
      const entries = [...taken.values()];
      try {
        for (let start = 0; start < entries.length; start += gatewayLimits.flushRowsMax) {
          const chunk = entries.slice(start, start + gatewayLimits.flushRowsMax);
          await write(deps, chunk, missedMs);
          for (const { connection, seq } of chunk) send(connection, { type: "ack", seq });
        }
      } catch (error) {
        for (const [id, entry] of taken) if (!pending.has(id)) pending.set(id, entry);
        throw error;
      }
      return entries.length;
    },
  };
}

/**
 * Never back on the listening clock: a late flush of one gateway must not undo a newer one of
 * another, and a database clock that was set back must not silence the fleet.
 */
async function write(
  deps: { pool: pg.Pool; monotonicMs: () => number },
  entries: Pending[],
  missedMs: string,
): Promise<void> {
  const nowMs = deps.monotonicMs();
  await deps.pool.query({
    name: "write-heartbeats",
    text: `UPDATE sensor_heartbeat h SET at = v.at, heard_at = v.at - $3::bigint * interval '1 millisecond'
      FROM (SELECT id, clock.now - age_ms * interval '1 millisecond' AS at
        FROM database_now() AS clock(now), unnest($1::uuid[], $2::int[]) AS entry(id, age_ms)) v
      WHERE h.sensor_id = v.id AND h.heard_at < v.at - $3::bigint * interval '1 millisecond'`,
    values: [
      entries.map(({ connection }) => connection.sensorId),
      entries.map(({ receivedMs }) => Math.round(nowMs - receivedMs)),
      missedMs,
    ],
  });
}
