import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { pino } from "pino";
import { expect, it } from "vitest";
import { systemClock } from "../clock.ts";
import { testDatabase } from "../testing/database.ts";
import { makeListener } from "./listen.ts";
import { channel } from "./notify.ts";

/** A way to the test's PostgreSQL that can be closed and opened again. */
async function aWay(databaseUrl: string) {
  const url = new URL(databaseUrl);
  const path = `${url.searchParams.get("host")}/.s.PGSQL.5432`;
  const sockets = new Set<Socket>();
  const way = { isOpen: true, attempts: 0, sockets };
  const server = createServer((socket) => {
    way.attempts += 1;
    socket.on("error", () => undefined);
    if (!way.isOpen) return socket.destroy();
    const inner = connect(path).on("error", () => undefined);
    sockets.add(socket);
    socket.on("close", () => {
      sockets.delete(socket);
      inner.destroy();
    });
    inner.on("close", () => socket.destroy());
    socket.pipe(inner).pipe(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return Object.assign(way, {
    url: `postgresql://postgres@127.0.0.1:${port}${url.pathname}`,
    close() {
      way.isOpen = false;
      for (const socket of sockets) socket.destroy();
    },
    [Symbol.asyncDispose]: async () => void server.close(),
  });
}

it("comes back once after an outage, however long it tried", async () => {
  await using database = await testDatabase();
  await using way = await aWay(database.url);
  const log = pino({ level: "silent" });
  const listener = makeListener({ url: way.url, clock: systemClock, log });
  const heard: string[] = [];
  listener.on("notice", ({ topic }) => heard.push(topic));
  listener.on("resync", () => heard.push("resync"));
  await listener.start();
  way.close();
  await expect.poll(() => way.attempts, { timeout: 10_000 }).toBeGreaterThanOrEqual(5);
  expect(way.attempts).toBeLessThanOrEqual(6);
  way.isOpen = true;
  await expect.poll(() => heard, { timeout: 5_000 }).toEqual(["resync"]);
  await database.pool.query("SELECT pg_notify($1, $2)", [channel, '{"topic":"removal"}']);
  await expect.poll(() => heard).toEqual(["resync", "removal"]);
  expect(way.sockets.size).toBe(1);
  await listener.stop();
});
