import { afterAll, beforeAll, expect, test } from "vitest";
import type { Client } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { eventually } from "../eventually.ts";
import { batchToken, enrollFleet, type Fleet } from "../fleet-of-many.ts";
import { allowNodes } from "../license.ts";
import { children } from "../processes.ts";
import { type Enrolling, keepEnrolling } from "./enrolling.ts";
import { type Watch, watchForFalseSilence } from "./watch.ts";

const size = 1_000;
/** Not far above the heartbeat's 15 s, so that a small false silence would show. */
const staleAfterSeconds = 25;
/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let api: Client;
let fleet: Fleet;
let watch: Watch;
let enrolling: Enrolling;
beforeAll(async () => {
  console = opened.use(await startConsole({ env: { TELOVIX_GATEWAYS: "2" } }));
  api = opened.use(await console.apiClient("admin"));
  await api.call("/api/v1/settings", { method: "PATCH", body: { status: { staleAfterSeconds } } });
  await allowNodes(console, 100_000);
  fleet = opened.use(await enrollFleet(console, { count: size, name: "web", tags: ["env:prod"] }));
  const silentAfterMs = staleAfterSeconds * 1000;
  watch = watchForFalseSilence({ api, sensors: fleet.sensors, silentAfterMs });
  opened.defer(() => watch.stop());
  enrolling = keepEnrolling(console, await batchToken(console, 100_000));
  opened.defer(() => enrolling.stop());
});
afterAll(() => opened.disposeAsync());

/** Every sensor's newest heartbeat is stored, and the Console shows all of them healthy. */
async function allHealthySince(killedMs: number): Promise<boolean> {
  if (!fleet.sensors.every((sensor) => sensor.lastAckMs() > killedMs)) return false;
  const { json } = await api.call("/api/v1/sensors/counts?tag=env:prod");
  return json.healthy === size;
}

async function killChild(pattern: RegExp): Promise<void> {
  const victim = (await children(console.process().pid)).find(({ command }) =>
    pattern.test(command),
  );
  if (!victim) throw new Error(`No child matches ${pattern}.`);
  process.kill(victim.pid, "SIGKILL");
}

test.for([
  ["a gateway", () => killChild(/main\.ts gateway/)],
  ["the console", () => killChild(/main\.ts console/)],
  ["PostgreSQL", () => killChild(/postgres -D/)],
  [
    "the supervisor",
    async () => {
      await console.stop("SIGKILL");
      await console.start();
    },
  ],
] as const)("kill -9 of %s: all 1,000 sensors are healthy within 30 s", async ([, kill]) => {
  const killedMs = Date.now();
  await kill();
  const leftMs = killedMs + 30_000 - Date.now();
  await eventually("1,000 stored heartbeats", leftMs, () => allHealthySince(killedMs), 500);
});

test("kill -9 of the console in the middle of a job: it goes on, and is audited once", async () => {
  const body = { filter: { tag: ["env:prod"] }, add: ["chaos:job"] };
  const { jobId } = (await api.call("/api/v1/sensors/bulk-tags", { body })).json;
  await killChild(/main\.ts console/);
  const job = await eventually("the end of the job", 30_000, async () => {
    const { json } = await api.call(`/api/v1/jobs/${jobId}`).catch(() => ({ json: {} }));
    return json.finishedAt && json;
  });
  expect(job).toMatchObject({ state: "succeeded", total: size, done: size });
  const counts = await api.call("/api/v1/sensors/counts?tag=chaos:job");
  expect(counts.json.total).toBe(size);
  const audit = await api.call(`/api/v1/audit?target=job:${jobId}`);
  expect(audit.json.total).toBe(1);
});

test("no sensor was ever shown silent that was not", () => {
  expect(watch.looks).toBeGreaterThan(10);
  expect(watch.wrongs).toEqual([]);
});

test("no acknowledged enrollment was lost", async () => {
  await enrolling.stop();
  expect(enrolling.acknowledged.length).toBeGreaterThan(50);
  const answers = await Promise.all(
    enrolling.acknowledged.map((id) => api.call(`/api/v1/sensors/${id}`)),
  );
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
});

test("the audit chain is whole", async () => {
  expect(await console.cli("audit", "verify")).toMatch(/\d/);
});
