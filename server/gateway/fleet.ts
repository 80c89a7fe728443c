import type pg from "pg";
import type { Logger } from "pino";
import type { WebSocket } from "ws";
import { closeCodes, type Heartbeat } from "../../sensor-agent/src/protocol.ts";
import type { Notice } from "../db/notify.ts";
import type { SensorIdentity } from "../enrollment/identify.ts";
import { type Connection, receive, send } from "./connection.ts";
import { makeHeartbeatBuffer } from "./heartbeat-buffer.ts";
import { gatewayLimits } from "./limits.ts";
import { makeMetricPoints } from "./metric-points.ts";
import { runtimeKey, writeHello, writeRuntime } from "./sensor-facts.ts";

/** The sensors connected to this gateway, and what they send. */
export function makeFleet(deps: { pool: pg.Pool; log: Logger; monotonicMs: () => number }) {
  const { pool, log, monotonicMs } = deps;
  const connections = new Map<string, Connection>();
  const heartbeats = makeHeartbeatBuffer(deps);
  const metrics = makeMetricPoints(pool);
  const failed = (what: string) => (error: unknown) =>
    log.warn({ err: error }, `${what} was not written`);

  const events = {
    greeted: (connection: Connection, hello: Parameters<typeof writeHello>[2]) =>
      void writeHello(pool, connection.sensorId, hello).catch(failed("A greeting")),
    heartbeat(connection: Connection, heartbeat: Heartbeat) {
      heartbeats.add(connection, heartbeat.seq);
      const isFirst = connection.runtime === "";
      metrics.add(connection.sensorId, heartbeat, isFirst);
      const runtime = runtimeKey(heartbeat);
      if (runtime === connection.runtime) return;
      connection.runtime = runtime;
      void writeRuntime(pool, connection.sensorId, heartbeat).catch(failed("A sensor's state"));
    },
  };

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
      socket.on("message", (data: Buffer) => receive(connection, data, monotonicMs(), events));
      socket.on("close", () => drop(connection));
      socket.on("error", () => undefined);
    },
    /** Once a second: what came in is written and acknowledged. */
    async flush(): Promise<void> {
      await heartbeats.flush();
      await metrics.flush();
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
      if (notice.topic !== "departed" && notice.topic !== "tags") return;
      const here = notice.ids.filter((id) => connections.has(id));
      if (notice.topic === "departed") for (const id of here) dismiss(connections.get(id));
      else if (here.length > 0) await sendTags(pool, connections, here);
    },
    /** After a lost database connection: which of the connected have departed meanwhile? */
    async recheck(): Promise<void> {
      const { rows } = await pool.query<{ id: string }>(
        "SELECT id FROM sensor WHERE id = ANY($1::uuid[]) AND departed_at IS NOT NULL",
        [[...connections.keys()]],
      );
      for (const { id } of rows) dismiss(connections.get(id));
    },
    closeAll(): void {
      for (const { socket } of connections.values()) socket.close(1001, "the gateway is stopping");
    },
  };
}

function newConnection(socket: WebSocket, sensor: SensorIdentity, nowMs: number): Connection {
  const { id: sensorId, tags } = sensor;
  const fresh = { isGreeted: false, seq: -1, framesInSweep: 0, runtime: "" };
  return { sensorId, socket, tags, lastFrameMs: nowMs, ...fresh };
}

function dismiss(connection: Connection | undefined): void {
  if (!connection) return;
  send(connection, { type: "decommission", reason: "The sensor was removed in the Console." });
  connection.socket.close(closeCodes.departed, "departed");
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
