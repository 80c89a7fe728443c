import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../eventually.ts";
import { awsInstance, azureInstance, gcpInstance } from "./instances.ts";
import { installScript, type Lab, openLab, type Sensor } from "./lab.ts";
import type { Machine } from "./machine.ts";
import type { MetadataService } from "./metadata-server.ts";

const aws = awsInstance("i-0aaaaaaaaaaaaaaa1", "optional");
const awsV2 = awsInstance("i-0aaaaaaaaaaaaaaa2", "required");
const gcp = gcpInstance("spot-worker-7f3k");
const azure = azureInstance("13f56399-bd52-4150-9748-7190aae1ff21", "vm-spot-1");
/** Of each cloud one host that comes and goes, but of AWS with IMDSv2 one that stays. */
const clouds = [aws, awsV2, gcp, azure];
const isEphemeral = (cloud: MetadataService) => cloud !== awsV2;

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let lab: Lab;
const hosts = new Map<MetadataService, Machine>();
const sensors = new Map<MetadataService, Sensor>();
beforeAll(async () => {
  lab = opened.use(await openLab());
});
afterAll(() => opened.disposeAsync());

const current = (cloud: MetadataService) => lab.sensor(sensors.get(cloud)?.id ?? "");
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000);
const announced = (cloud: MetadataService) =>
  eventually(`the announced end of ${cloud.instanceId}`, 15_000, async () => {
    return (await current(cloud)).terminatingAt;
  });
const secondsBetween = (from: string | null, to: string) =>
  (Date.parse(to) - Date.parse(from ?? "")) / 1000;

test("without a name, each host is called by its cloud's id of it", async () => {
  const installed = clouds.map(async (metadata, index) => {
    const host = await lab.boot({ hostname: `host-${index}`, metadata });
    const { token } = await lab.token({ ephemeral: isEphemeral(metadata) });
    await host.sh(installScript(lab, token));
    hosts.set(metadata, host);
    sensors.set(metadata, await lab.healthy(metadata.instanceId));
  });
  await Promise.all(installed);
  for (const cloud of clouds)
    expect(await current(cloud)).toMatchObject({ terminatingAt: null, departed: null });
});

test("what the clouds announce shows in the Console", async () => {
  const action = { action: "terminate", time: inSeconds(20).toISOString() } as const;
  aws.spotAction = action;
  awsV2.spotAction = action;
  gcp.preempted = true;
  azure.scheduledEvents = [
    {
      EventId: "602d9444-d2cd-49c7-8624-8643e7171297",
      EventType: "Preempt",
      EventStatus: "Scheduled",
      ResourceType: "VirtualMachine",
      Resources: ["vm-spot-1"],
      NotBefore: inSeconds(30).toUTCString(),
    },
  ];
  for (const cloud of clouds) await announced(cloud);
  expect(Math.abs(secondsBetween(action.time, await announced(awsV2)))).toBeLessThanOrEqual(5);
  const { json } = await lab.api.call("/api/v1/activity?kinds=terminating");
  const [permanent] = json.items.filter(({ type }: { type: string }) => type === "sensor");
  expect(permanent).toMatchObject({ kind: "terminating", sensorName: awsV2.instanceId });
});

test("an end that is called off is no end", async () => {
  azure.scheduledEvents = [];
  await eventually("no end of it", 15_000, async () => {
    return (await current(azure)).terminatingAt === null;
  });
});

test("the announced shutdown is a goodbye that says so", async () => {
  const begin = Date.now();
  const off = hosts.get(gcp)?.poweroff();
  const { departed } = await lab.departed(sensors.get(gcp)?.id ?? "", 20_000);
  await off;
  expect(departed.reason).toBe("terminated");
  expect(Date.parse(departed.at) - begin).toBeLessThanOrEqual(5_000);
});

test("one that goes without a goodbye departs after three missed heartbeats, also a permanent one", async () => {
  const lost = [aws, awsV2];
  await Promise.all(lost.map((cloud) => hosts.get(cloud)?.cutPower()));
  for (const cloud of lost) {
    const { departed, lastHeartbeatAt } = await lab.departed(sensors.get(cloud)?.id ?? "", 70_000);
    expect(departed.reason).toBe("terminated");
    const silentSeconds = secondsBetween(lastHeartbeatAt, departed.at);
    expect(silentSeconds).toBeGreaterThanOrEqual(45);
    expect(silentSeconds).toBeLessThanOrEqual(50);
  }
  expect((await lab.sensors()).map(({ name }) => name)).toEqual([azure.instanceId]);
});
