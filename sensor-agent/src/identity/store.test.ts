import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fileSteps } from "./atomic-write.ts";
import { openStore } from "./open-store.ts";
import { hashOf, type Identity } from "./store.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "telovix-store-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const identity: Identity = {
  config: {
    sensorId: "3c9e5537-8e71-40bd-b7ca-36e4af19b544",
    name: "web-1",
    consoleUrl: "https://console.test:15483",
    sensorUrl: "wss://console.test:15484/api/v1/sensor/connect",
    heartbeatSeconds: 15,
    ephemeral: false,
  },
  ca: "ca",
  certificate: "certificate",
  key: "key",
};
const onDisk = () => openStore({ state: join(root, "state"), config: join(root, "etc") });

describe.each([
  ["disk", onDisk],
  ["memory", () => openStore({ state: "mem:", config: root })],
])("the store on %s", (_kind, open) => {
  it("keeps the key of an enrollment under way, so that a lost reply can be repeated", () => {
    const store = open();
    expect(store.pendingKey(() => "first")).toBe("first");
    expect(store.pendingKey(() => "second")).toBe("first");
    expect(store.read()).toBeNull();
  });

  it("gives back what was written, renews the certificate, and forgets", () => {
    const store = open();
    store.write(identity, "token");
    expect(store.read()).toEqual(identity);
    expect(store.tokenHash()).toBe(hashOf("token"));
    store.replaceCertificate("renewed");
    expect(store.read()?.certificate).toBe("renewed");
    store.clear();
    expect(store.read()).toBeNull();
  });
});

it("writes secrets for root only, the files of the contract, and nothing beside them", () => {
  onDisk().write(identity, "token");
  const state = readdirSync(join(root, "state")).sort();
  expect(state).toEqual([
    ".enrollment-token-hash",
    "client.cert.pem",
    "client.key.pem",
    "policies",
    "spool",
  ]);
  expect(statSync(join(root, "state/client.key.pem")).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(root, "etc")).sort()).toEqual(["console-ca.cert.pem", "sensor.json"]);
});

it("leaves nothing of a file that cannot be written", () => {
  mkdirSync(join(root, "state/client.key.pem/taken"), { recursive: true });
  expect(() => fileSteps.write(join(root, "state/client.key.pem"), "key", 0o600)).toThrow();
  expect(readdirSync(join(root, "state"))).toEqual(["client.key.pem"]);
});

it("writes nothing to disk with mem:", () => {
  openStore({ state: "mem:", config: root }).write(identity, "token");
  expect(readdirSync(root)).toEqual([]);
});
