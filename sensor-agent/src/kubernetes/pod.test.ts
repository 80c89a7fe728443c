import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemClock } from "../clock.ts";
import { readCommandLine } from "../options.ts";
import { selfSigned } from "../testing/small-gateway.ts";
import { openIfOverdue } from "./pod.ts";
import { startupTaint } from "./startup-taint.ts";

const taints = [{ key: startupTaint, effect: "NoSchedule" }];
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

let accountFolder: string;
beforeEach(() => {
  accountFolder = mkdtempSync(join(tmpdir(), "telovix-account-"));
});
afterEach(() => rmSync(accountFolder, { recursive: true }));

/** What the Kubernetes API was asked to change when init failed so long after the pod's start. */
async function patchesAfter(ms: number): Promise<unknown[]> {
  const pair = await selfSigned();
  const patches: unknown[] = [];
  const server = createServer({ cert: pair.certificate, key: pair.key }, (request, response) => {
    let text = "";
    request.on("data", (chunk) => (text += chunk));
    request.on("end", () => {
      if (request.method === "PATCH" && request.headers.authorization === "Bearer the token")
        patches.push(JSON.parse(text));
      response.end(JSON.stringify({ spec: { taints } }));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  writeFileSync(join(accountFolder, "token"), "the token\n");
  writeFileSync(join(accountFolder, "ca.crt"), pair.certificate);
  const environment = {
    ...{ TELOVIX_KUBERNETES: "true", TELOVIX_NODE_NAME: "node-01" },
    ...{ TELOVIX_STARTUP_GATE: "true", TELOVIX_STARTUP_GATE_SECONDS: "300" },
    KUBERNETES_SERVICE_HOST: "localhost",
    KUBERNETES_SERVICE_PORT: `${(server.address() as AddressInfo).port}`,
  };
  const { options } = readCommandLine(["bpf-init"], environment);
  const nothing = { log: silent, changed: () => undefined, missing: () => "no BTF" };
  const sinceMs = systemClock.nowMs() - ms;
  await openIfOverdue({
    ...nothing,
    options,
    environment,
    clock: systemClock,
    sinceMs,
    accountFolder,
  });
  server.closeAllConnections();
  server.close();
  return patches;
}

it("takes the taint off a node whose sensor cannot start, once it is time", async () => {
  expect(await patchesAfter(301_000)).toEqual([
    [
      { op: "test", path: "/spec/taints", value: taints },
      { op: "remove", path: "/spec/taints" },
    ],
  ]);
});

it("leaves it there before", async () => {
  expect(await patchesAfter(200_000)).toEqual([]);
});
