import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import type pg from "pg";
import type { Logger } from "pino";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { WebSocketServer } from "ws";
import { frameBytesMax } from "../../sensor-agent/src/protocol.ts";
import { asAppError } from "../as-app-error.ts";
import type { ServerTls } from "../ca/server-tls.ts";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import type { Listener } from "../db/listen.ts";
import { welcomeSensor } from "../enrollment/identify.ts";
import { AppError, problemDocument } from "../errors.ts";
import { type InTurn, oneAtATime } from "../one-at-a-time.ts";
import { makeFleet } from "./fleet.ts";
import { gatewayLimits } from "./limits.ts";

interface GatewayDeps {
  readonly port: number;
  readonly db: Db;
  readonly pool: pg.Pool;
  readonly listener: Listener;
  readonly tls: ServerTls;
  readonly clock: Clock;
  readonly log: Logger;
  readonly monotonicMs: () => number;
  readonly onHeartbeat?: () => void;
  readonly sensorRoutes: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
}

const connectPath = "/api/v1/sensor/connect";

/** The sensors' listener. Several gateways may share one port (SO_REUSEPORT) and one database. */
export function makeGateway(deps: GatewayDeps): {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** How many sensors are connected. */
  connections(): number;
} {
  const { clock, listener, log, tls } = deps;
  const stopping = new AbortController();
  const fleet = makeFleet(deps);
  const connects = new RateLimiterMemory({
    points: gatewayLimits.connectsMax,
    duration: gatewayLimits.connectWindowSeconds,
  });
  const revivals = oneAtATime(gatewayLimits.revivalsWaitingMax);
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: frameBytesMax,
    clientTracking: false,
  });
  const server = createServer({
    ...tls.gatewayOptions(),
    requestCert: true,
    rejectUnauthorized: false,
    minVersion: "TLSv1.3",
    handshakeTimeout: gatewayLimits.handshakeMs,
    keepAliveTimeout: 5_000,
  });
  server.headersTimeout = gatewayLimits.handshakeMs;
  server.requestTimeout = 30_000;
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  server.on("request", (request, response) => void serveHttp(deps, request, response));
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => undefined);
    admit({ ...deps, connects, revivals }, request)
      .then((sensor) => sockets.handleUpgrade(request, socket, head, (ws) => fleet.add(ws, sensor)))
      .catch((error: unknown) => refuse(socket, asAppError(error)));
  });

  async function every(ms: number, run: () => Promise<void> | void, what: string): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(ms, stopping.signal);
      if (stopping.signal.aborted) return;
      await Promise.resolve(run()).catch((error) => log.warn({ err: error }, what));
    }
  }

  return {
    connections: () => fleet.connections(),
    async start() {
      listener.on("notice", (notice) => {
        fleet
          .notice(notice)
          .catch((error) => log.warn({ err: error }, "A command was not delivered"));
      });
      listener.on("resync", () => fleet.recheck());
      tls.onChange(() => server.setSecureContext(tls.gatewayOptions()));
      await fleet.flush();
      server.listen({ port: deps.port, reusePort: true });
      await once(server, "listening");
      void every(gatewayLimits.flushMs, () => fleet.flush(), "Heartbeats wait for the database");
      void every(gatewayLimits.sweepMs, () => fleet.sweep(), "Silent sockets were not swept");
    },
    async stop() {
      stopping.abort();
      server.close();
      await fleet
        .flush()
        .catch((error) => log.error({ err: error }, "The last heartbeats were not written"));
      fleet.closeAll();
      server.closeAllConnections();
    },
  };
}

async function serveHttp(
  deps: GatewayDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const taken = await deps.sensorRoutes(request, response);
  if (!taken) response.writeHead(404).end();
}

/** Who wants to connect. @throws {AppError} why they may not */
async function admit(
  deps: { db: Db; clock: Clock; connects: RateLimiterMemory; revivals: InTurn },
  request: IncomingMessage,
) {
  const address = request.socket.remoteAddress ?? "unknown";
  await deps.connects.consume(address).catch((spent: { msBeforeNext?: number }) => {
    throw new AppError(
      "RateLimited",
      "Too many connections from this address.",
      (spent.msBeforeNext ?? 1000) / 1000,
    );
  });
  if (request.url?.split("?")[0] !== connectPath) throw new AppError("NotFound");
  return welcomeSensor(deps, request.socket as TLSSocket).catch((error: unknown) => {
    if (error instanceof AppError) throw error;
    throw new AppError("NotReady", "The database does not answer.", 5);
  });
}

/** An HTTP answer in place of the upgrade. */
function refuse(socket: Duplex, error: AppError): void {
  const document = problemDocument(error);
  const body = JSON.stringify(document);
  const retry = error.retryAfterSeconds
    ? `Retry-After: ${Math.ceil(error.retryAfterSeconds)}\r\n`
    : "";
  socket.end(
    `HTTP/1.1 ${document.status} ${document.title}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n${retry}Connection: close\r\n\r\n${body}`,
  );
}
