import type pg from "pg";
import type { Logger } from "pino";
import type { WebSocket } from "ws";
import { closeCodes, type Heartbeat } from "../../sensor-agent/src/protocol.ts";
import type { Notice } from "../db/notify.ts";
import type { SensorIdentity } from "../enrollment/identify.ts";
import { makeChanges } from "./changes.ts";
import { type Connection, receive, send } from "./connection.ts";
import { makeHeartbeatBuffer } from "./heartbeat-buffer.ts";
import { gatewayLimits } from "./limits.ts";
import { makeMetricPoints } from "./metric-points.ts";

/** The sensors connected to this gateway, and what they send. */
export function makeFleet(deps: {
  pool: pg.Pool;
  log: Logger;
  monotonicMs: () => number;
  /** Is told of every heartbeat, to count them. */
  onHeartbeat?: () => void;
}) {
  const { pool, monotonicMs } = deps;
  const connections = new Map<string, Connection>();
  /** Who may have departed without our hearing of it: before the connection stood, or was listened. */
  const unchecked = new Set<string>();
  const heartbeats = makeHeartbeatBuffer(deps);
  const metrics = makeMetricPoints(pool);
  const changes = makeChanges(deps);
  const events = {
    greeted: changes.greeted,
    node: changes.node,
    heartbeat(connection: Connection, heartbeat: Heartbeat) {
      deps.onHeartbeat?.();
      heartbeats.add(connection, heartbeat.seq);
      metrics.add(connection.sensorId, heartbeat, connection.runtime === "");
      changes.heartbeat(connection, heartbeat);
    },
  };

  async function check(): Promise<void> {
    const ids = [...unchecked];
    unchecked.clear();
    if (ids.length === 0) return;
    await dismissDeparted(pool, connections, ids).catch((error) => {
      for (const id of ids) unchecked.add(id);
      throw error;
    });
  }

  function drop(connection: Connection): void {
    // A newer connection of the same sensor may stand in its place already.
    if (connections.get(connection.sensorId) !== connection) return;
    connections.delete(connection.sensorId);
    metrics.end(connection.sensorId);
  }

  return {
    add(socket: WebSocket, sensor: SensorIdentity): void {
      connections.get(sensor.id)?.socket.close(closeCodes.replaced, "a newer connection");
      const connection = newConnection(socket, sensor, monotonicMs());
      connections.set(sensor.id, connection);
      unchecked.add(sensor.id);
      socket.on("message", (data: Buffer) => receive(connection, data, monotonicMs(), events));
      socket.on("close", () => drop(connection));
      socket.on("error", () => undefined);
    },
    connections: () => connections.size,
    /** Once a second: what came in is written and acknowledged, and who came is looked up again. */
    async flush(): Promise<void> {
      await heartbeats.flush();
      await metrics.flush();
      await check();
    },
    /** Every few seconds: sockets that fell silent are cut off. */
    sweep(): void {
      const nowMs = monotonicMs();
      for (const connection of connections.values()) {
        connection.framesInSweep = 0;
        const limit = connection.isGreeted ? gatewayLimits.silenceMs : gatewayLimits.helloMs;
        if (nowMs - connection.lastFrameMs > limit) connection.socket.terminate();
      }
    },
    async notice(notice: Notice): Promise<void> {
      if (!("ids" in notice)) return;
      const here = notice.ids.filter((id) => connections.has(id));
      if (here.length === 0) return;
      if (notice.topic === "departed") await dismissDeparted(pool, connections, here);
      else if (notice.topic === "connected") await dropClones(pool, connections, here);
      else if (notice.topic === "tags") await sendTags(pool, connections, here);
    },
    /** After a lost database connection: anybody may have departed meanwhile. */
    recheck(): void {
      for (const id of connections.keys()) unchecked.add(id);
    },
    closeAll(): void {
      for (const { socket } of connections.values()) socket.close(1001, "the gateway is stopping");
    },
  };
}

function newConnection(socket: WebSocket, sensor: SensorIdentity, nowMs: number): Connection {
  const { id: sensorId, tags, ephemeral: isEphemeral, hasReported, isTerminating, bootId } = sensor;
  const known = { sensorId, tags, isEphemeral, hasReported, isTerminating, bootId };
  const fresh = { isGreeted: false, seq: -1, framesInSweep: 0, runtime: "", node: "" };
  return { socket, lastFrameMs: nowMs, ...known, ...fresh };
}

/**
 * Deleted by a person: the sensor forgets its identity. Departed otherwise although its socket is
 * open: it lives, so it is asked to connect again, which revives it.
 */
async function dismissDeparted(
  pool: pg.Pool,
  connections: Map<string, Connection>,
  ids: string[],
): Promise<void> {
  const { rows } = await pool.query<{ id: string; deleted: boolean; removed: boolean }>(
    `SELECT id, departed_reason = 'deleted' AS deleted,
       departed_reason IN ('auto_removed', 'replaced', 'node_deleted') AS removed
     FROM sensor WHERE id = ANY($1::uuid[]) AND departed_at IS NOT NULL`,
    [ids],
  );
  for (const { id, deleted, removed } of rows) {
    const connection = connections.get(id);
    if (!connection) continue;
    if (deleted) {
      send(connection, { type: "decommission", reason: "The sensor was removed in the Console." });
    }
    const code = removed ? closeCodes.rejoin : closeCodes.departed;
    connection.socket.close(code, "departed");
  }
}

/** The same certificate has connected elsewhere from another boot: the one here may be its clone. */
async function dropClones(
  pool: pg.Pool,
  connections: Map<string, Connection>,
  ids: string[],
): Promise<void> {
  const { rows } = await pool.query<{ id: string; boot: string }>(
    "SELECT id, boot_ids[cardinality(boot_ids)] AS boot FROM sensor WHERE id = ANY($1::uuid[])",
    [ids],
  );
  for (const { id, boot } of rows) {
    const connection = connections.get(id);
    if (!connection?.bootId || connection.bootId === boot) continue;
    connection.socket.close(closeCodes.replaced, "connected from another boot");
  }
}

async function sendTags(
  pool: pg.Pool,
  connections: Map<string, Connection>,
  ids: string[],
): Promise<void> {
  const { rows } = await pool.query<{ id: string; tags: string[] }>(
    "SELECT id, tags FROM sensor WHERE id = ANY($1::uuid[])",
    [ids],
  );
  for (const { id, tags } of rows) {
    const connection = connections.get(id);
    if (connection) send(connection, { type: "tags", tags });
  }
}
