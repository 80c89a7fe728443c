import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { expect } from "vitest";
import WebSocket from "ws";
import { GatewayFrame, type Hello } from "../../sensor-agent/src/protocol.ts";
import type { Authority } from "../ca/authority.ts";
import { systemClock } from "../clock.ts";
import type { Ctx } from "../context.ts";
import { makeListener } from "../db/listen.ts";
import { enroll } from "../enrollment/enroll.ts";
import { makeGateway } from "../gateway/gateway.ts";
import { makeSensorRoutes } from "../sensor-routes/routes.ts";
import { testCtx } from "./context.ts";
import { aCsr } from "./csr.ts";
import { testDatabase } from "./database.ts";
import { aRequest, aToken, enrollDeps } from "./enrollment.ts";
import { aHello } from "./heartbeat.ts";

/** A real gateway on a fresh database and a free port, and clients for it. */
export async function testGateway() {
  const database = await testDatabase();
  const log = pino({ level: "silent" });
  const ctx: Ctx = testCtx(database.db, "admin", systemClock);
  const { authority } = await enrollDeps(ctx);
  const listener = makeListener({ url: database.url, clock: systemClock, log });
  await listener.start();
  const port = freePort();
  await database.db.$executeRaw`SELECT ensure_metric_partition((now() AT TIME ZONE 'UTC')::date)`;
  const identity = { ...serverKeys(authority), ca: authority.certificatePem };
  const tls = {
    start: async () => undefined,
    stop: async () => undefined,
    gatewayOptions: () => identity,
    consoleOptions: () => identity,
    onChange: () => undefined,
  };
  const { db, pool } = database;
  const gateway = makeGateway({
    ...{ port, db, pool, listener, tls, clock: systemClock, log },
    monotonicMs: () => performance.now(),
    sensorRoutes: makeSensorRoutes({
      ...{ db, clock: systemClock, log, authority, config: ctx.config },
      ...{ listener: "gateway", root: "." },
    }),
  });
  await gateway.start();
  return {
    ...{ database, authority, ctx },
    ...makeClients({ ctx, port, ca: authority.certificatePem }),
    async [Symbol.asyncDispose]() {
      await gateway.stop();
      await listener.stop();
      await database[Symbol.asyncDispose]();
    },
  };
}
export type TestGateway = Awaited<ReturnType<typeof testGateway>>;

function freePort(): number {
  const probe = createServer().listen(0);
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

function serverKeys(authority: Authority) {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const now = new Date();
  const key = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  const publicKey = createPublicKey(createPrivateKey(key));
  const notAfter = new Date(now.getTime() + 3_600_000);
  return { key, cert: authority.signServer({ publicKey, names: ["localhost"], now, notAfter }) };
}

function makeClients({ ctx, port, ca }: { ctx: Ctx; port: number; ca: string }) {
  async function enrolled(name: string, changes: object = {}) {
    const { csr, key } = aCsr();
    const request = aRequest(await aToken(ctx), { csr, name, ...changes });
    const answer = await enroll(await enrollDeps(ctx), request);
    return { id: answer.sensorId, cert: answer.certificate, key };
  }

  /** A connection whose frames, and end, can be waited for. */
  function connect({ cert, key }: { cert?: string; key?: string }) {
    const url = `wss://localhost:${port}/api/v1/sensor/connect`;
    const socket = new WebSocket(url, { ca, cert, key });
    const frames: GatewayFrame[] = [];
    socket.on(
      "message",
      (data: Buffer) => void frames.push(GatewayFrame.parse(JSON.parse(data.toString()))),
    );
    const ended = new Promise<number>((resolve) => {
      socket.on("close", (code) => resolve(code));
      socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
      socket.on("error", () => undefined);
    });
    const frame = <T extends GatewayFrame["type"]>(type: T) =>
      expect.poll(() => frames.find((each) => each.type === type), { timeout: 5_000 });
    const say = (value: unknown) =>
      socket.send(typeof value === "string" ? value : JSON.stringify(value));
    const opened = new Promise<void>((resolve) => socket.on("open", () => resolve()));
    return { socket, frames, ended, frame, say, opened };
  }

  /** Connects an enrolled sensor and says hello. */
  async function greet(sensor: { cert: string; key: string }, hello: Partial<Hello> = {}) {
    const connection = connect(sensor);
    await connection.opened;
    connection.say({ ...aHello, ...hello });
    await connection.frame("welcome").toBeDefined();
    return connection;
  }

  async function greeted(name: string) {
    const sensor = await enrolled(name);
    return { ...sensor, ...(await greet(sensor)) };
  }

  /** A request of a sensor, or of somebody without a certificate; the status and what it says. */
  function send(
    identity: { cert?: string; key?: string },
    { method, path, body }: { method: string; path: string; body?: string },
  ): Promise<{ status: number; text: string }> {
    const options = { ...identity, ca, host: "localhost", port, method, path };
    return new Promise((resolve, reject) => {
      const outgoing = request(options, (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      });
      outgoing.on("error", reject).end(body);
    });
  }

  return { enrolled, connect, greet, greeted, send };
}
