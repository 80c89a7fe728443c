import { afterAll, beforeAll, expect, test } from "vitest";
import { imageDisk } from "./disk.ts";
import { cloudInitBlock } from "./documents/blocks.ts";
import { awsInstance } from "./instances.ts";
import { type Lab, openLab, type Sensor } from "./lab.ts";
import type { Machine } from "./machine.ts";

const removeAfterSeconds = 60;
const instanceIds = Array.from({ length: 5 }, (_, index) => `i-0c1d2e3f4a5b6c7d${index}`);
const [leaving, lost] = [instanceIds.slice(0, 3), instanceIds.slice(3)];

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let lab: Lab;
let batch: { id: string; token: string };
const hosts = new Map<string, Machine>();
/** The sensors of the first five instances, by instance id. */
const first = new Map<string, Sensor>();
beforeAll(async () => {
  lab = opened.use(await openLab());
  const limits = { type: "batch", maxUses: 6, ephemeral: true, removeAfterSeconds };
  batch = await lab.token(limits);
});
afterAll(() => opened.disposeAsync());

/** A host from the document's cloud-config, as an instance of a cloud. */
async function launch(instanceId: string, hostname: string): Promise<Machine> {
  const userData = cloudInitBlock("cloud-config.yaml", {
    url: lab.console.url,
    token: batch.token,
  });
  const metadata = awsInstance(instanceId, "optional");
  // runcmd runs in sh, and the document's `<(…)` needs one that is bash.
  const disk = await imageDisk("cloud");
  return lab.boot({ hostname, disk, userData, metadata, sh: "bash" });
}

const sensorOf = (instanceId: string): Sensor => {
  const sensor = first.get(instanceId);
  if (!sensor) throw new Error(`${instanceId} has not enrolled`);
  return sensor;
};
const secondsBetween = (from: string | null, to: string) =>
  (Date.parse(to) - Date.parse(from ?? "")) / 1000;

test("five hosts that boot from the document's cloud-config appear named by their instance id", async () => {
  const launched = instanceIds.map(async (id, index) =>
    hosts.set(id, await launch(id, `w${index}`)),
  );
  await Promise.all(launched);
  for (const id of instanceIds) first.set(id, await lab.healthy(id));
  expect((await lab.sensors()).map(({ name }) => name)).toEqual(instanceIds);
  for (const sensor of first.values()) {
    expect(sensor).toMatchObject({ ephemeral: true, removeAfterSeconds, token: { id: batch.id } });
    expect(sensor.tags).toEqual(expect.arrayContaining(["env:lab", "pool:autoscale"]));
  }
});

test("three that shut down depart at once", async () => {
  const stopped = leaving.map(async (id) => {
    const begin = Date.now();
    const off = hosts.get(id)?.poweroff();
    const { departed } = await lab.departed(sensorOf(id).id, 20_000);
    await off;
    expect(departed).toMatchObject({ reason: "clean_exit", by: id });
    expect(Date.parse(departed.at) - begin).toBeLessThanOrEqual(5_000);
  });
  await Promise.all(stopped);
  expect((await lab.sensors()).map(({ name }) => name)).toEqual(lost);
});

test("two that lose their power are removed when their clock is over, and not before", async () => {
  await Promise.all(lost.map((id) => hosts.get(id)?.cutPower()));
  const ended = lost.map(async (id) => {
    const sensor = await lab.departed(sensorOf(id).id, (removeAfterSeconds + 20) * 1000);
    expect(sensor.departed.reason).toBe("auto_removed");
    const silentSeconds = secondsBetween(sensor.lastHeartbeatAt, sensor.departed.at);
    expect(silentSeconds).toBeGreaterThanOrEqual(removeAfterSeconds);
    expect(silentSeconds).toBeLessThanOrEqual(removeAfterSeconds + 5);
  });
  await Promise.all(ended);
  expect(await lab.sensors()).toEqual([]);
});

test("the name of one that went is the name of the next with its instance id", async () => {
  const [id = ""] = lost;
  await launch(id, "again");
  const sensor = await lab.healthy(id);
  expect(sensor.id).not.toBe(sensorOf(id).id);
  expect((await lab.sensors()).map(({ name }) => name)).toEqual([id]);
});
