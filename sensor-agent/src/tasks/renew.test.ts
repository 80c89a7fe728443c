import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { memoryStore } from "../identity/memory-store.ts";
import type { IdentityStore } from "../identity/store.ts";
import { selfSigned } from "../testing/small-gateway.ts";
import { renewTask } from "./renew.ts";

const dayMs = 86_400_000;
let server: Server;
let store: IdentityStore;

beforeEach(async () => {
  const pair = await selfSigned();
  server = createServer({ cert: pair.certificate, key: pair.key }, (request, response) => {
    request.resume();
    request.on("end", () => response.end(JSON.stringify({ certificate: "renewed" })));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = `localhost:${(server.address() as AddressInfo).port}`;
  store = memoryStore();
  const config = {
    sensorId: "3c9e5537-8e71-40bd-b7ca-36e4af19b544",
    name: "node-01",
    consoleUrl: `https://${at}`,
    sensorUrl: `wss://${at}/api/v1/sensor/connect`,
    heartbeatSeconds: 15,
    ephemeral: false,
  };
  store.write({ config, ca: pair.certificate, ...pair }, "token");
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

it("lets the sensor go on with its old certificate when the new one cannot be kept", async () => {
  const full = {
    ...store,
    replaceCertificate() {
      throw new Error("ENOSPC: no space left on device, write");
    },
  };
  const stop = new AbortController();
  const waited: number[] = [];
  const clock = {
    nowMs: () => Date.now() + 360 * dayMs,
    sleep(ms: number) {
      waited.push(ms);
      stop.abort();
      return Promise.resolve();
    },
  };
  const said: string[] = [];
  const log = { info: () => undefined, warn: (text: string) => said.push(text), error: () => 0 };
  await renewTask({ store: full, clock, log }, stop.signal);
  expect(said).toEqual(["The certificate was not renewed: ENOSPC: no space left on device, write"]);
  // Seldom: the Console issues one for each try.
  expect(waited).toEqual([600_000]);
});
