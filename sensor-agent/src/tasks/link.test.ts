import { afterEach, beforeEach, expect, it } from "vitest";
import { makeBell } from "../bell.ts";
import { systemClock as clock } from "../clock.ts";
import { memoryStore } from "../identity/memory-store.ts";
import type { Measured } from "../probes/measure.ts";
import { makeProgress } from "../progress.ts";
import type { KubernetesNode } from "../protocol.ts";
import { startGateway } from "../testing/small-gateway.ts";
import { linkTask } from "./link.ts";

let stopping: AbortController;
beforeEach(() => {
  stopping = new AbortController();
});
afterEach(() => stopping.abort());

const use = { cpuMillicores: 0, rssBytes: 0 };
const measured: Measured = {
  intervalMs: 0,
  kernel: {
    events: { exec: 0, exit: 0, connect: 0, accept: 0, close: 0, listen: 0 },
    lost: 0,
    programs: [],
  },
  loader: { state: "running", restarts: 0 },
  use: { sensor: use, loader: use },
  host: { load1: 0, memoryTotalBytes: 0, memoryAvailableBytes: 0, uptimeSeconds: 0 },
};
const quiet = () => undefined;

type Link = Parameters<typeof linkTask>[0];

function link(gateway: Awaited<ReturnType<typeof startGateway>>, changes: Partial<Link> = {}) {
  const store = memoryStore();
  store.write(gateway.identity, "token");
  const deps: Link = {
    ...{ store, clock, log: { info: quiet, warn: quiet, error: quiet } },
    measure: () => measured,
    status: { update: quiet, clear: quiet },
    bell: makeBell(clock),
    progress: makeProgress(clock),
    reached: quiet,
    isLeaving: () => false,
    staysAway: () => null,
    node: () => undefined,
    mayEnrollAnew: false,
    ...changes,
  };
  return { deps, ended: linkTask(deps, stopping.signal) };
}

it("says goodbye again when it connected after the goodbye, and does not come back", async () => {
  let hasSaidGoodbye = false;
  await using gateway = await startGateway({
    // As preStop says goodbye while the sensor is on its way.
    heard: ({ type }) => {
      if (type === "hello") hasSaidGoodbye = true;
    },
  });
  const away = () => (hasSaidGoodbye ? "this sensor has said goodbye" : null);
  link(gateway, { isLeaving: () => hasSaidGoodbye, staysAway: away });
  await expect.poll(() => gateway.goodbyes).toEqual([{ reason: "logout" }]);
  await clock.sleep(1_500, stopping.signal);
  expect(gateway.connections()).toBe(1);
  expect(gateway.frames.map(({ type }) => type)).toEqual(["hello"]);
});

it("comes back when nobody ended it after its goodbye", async () => {
  let isAway = true;
  await using gateway = await startGateway();
  link(gateway, { staysAway: () => (isAway ? "its Node was deleted" : null) });
  await clock.sleep(300, stopping.signal);
  expect(gateway.connections()).toBe(0);
  isAway = false;
  await expect.poll(() => gateway.connections(), { timeout: 3_000 }).toBe(1);
});

it("tells of its node first, and again when that changes", async () => {
  const facts: KubernetesNode = {
    clusterUid: "3c9e5537-8e71-40bd-b7ca-36e4af19b544",
    nodeName: "node-01",
    nodeUid: "02aab8a4-74ef-476e-8182-f6d2ba4166a6",
    roles: [],
    labels: { zone: "a" },
    kubeletVersion: "v1.33.1",
  };
  let node = facts;
  await using gateway = await startGateway();
  const { deps } = link(gateway, { node: () => node });
  const types = () => gateway.frames.map(({ type }) => type);
  await expect.poll(types).toEqual(["hello", "node", "heartbeat"]);
  deps.bell.ring();
  await expect.poll(types).toEqual(["hello", "node", "heartbeat", "heartbeat"]);
  node = { ...facts, labels: { zone: "b" } };
  deps.bell.ring();
  await expect.poll(() => gateway.frames.slice(4)).toMatchObject([{ type: "node", node }, {}]);
});

it.each([
  ["CertificateRefused", "unknown"],
  ["SensorDeleted", "removed"],
])("refused with %s ends as %s where a token is at hand", async (refuses, end) => {
  await using gateway = await startGateway({ refuses });
  expect(await link(gateway, { mayEnrollAnew: true }).ended).toBe(end);
});

it("refused with another code is tried again", async () => {
  await using gateway = await startGateway({ refuses: "NodeLimitExceeded" });
  const { ended } = link(gateway, { mayEnrollAnew: true });
  await expect.poll(() => gateway.connections()).toBe(1);
  stopping.abort();
  expect(await ended).toBe("stopped");
});
