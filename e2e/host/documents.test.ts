import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../eventually.ts";
import { imageDisk } from "./disk.ts";
import { cloudInitBlock, nodeNames } from "./documents/blocks.ts";
import { awsInstance, gcpInstance } from "./instances.ts";
import { installScript, type Lab, openLab, type Sensor } from "./lab.ts";
import type { Machine } from "./machine.ts";
import type { MetadataService } from "./metadata-server.ts";
import { packerBuild } from "./packer.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let lab: Lab;
let host: Machine;
let url: string;
/** As many tokens as the tests use, made at once by a key that can do nothing else. */
let tokens: string[];
/** The sensor of a host that ended without a word before the other tests began. */
let orphan: string;
beforeAll(async () => {
  lab = opened.use(await openLab());
  url = lab.console.url;
  using provisioner = await lab.console.apiClient("provisioner");
  const body = { type: "one_time", count: 10, ttlSeconds: 1800 };
  const { json } = await provisioner.call("/api/v1/enrollment-tokens", { body });
  tokens = json.tokens.map(({ token }: { token: string }) => token);
  const ended = await lab.boot({ hostname: "orphan-1" });
  await ended.sh(installScript(lab, freshToken()));
  orphan = (await lab.healthy("orphan-1")).id;
  await ended.cutPower();
});
afterAll(() => opened.disposeAsync());

const gcp = gcpInstance("ci-workers-x1z9");
let cloud: MetadataService = awsInstance("i-0a1b2c3d4e5f60718", "optional");
/** The host's cloud, which is another one for some commands. */
const anyCloud: MetadataService = {
  instanceId: cloud.instanceId,
  names: gcp.names,
  answer: (request) => cloud.answer(request),
};

function freshToken(): string {
  const token = tokens.pop();
  if (!token) throw new Error("All tokens are used.");
  return token;
}

/** It says goodbye at once, and nothing of it is left on the host. */
async function expectUninstalled(sensor: Sensor): Promise<void> {
  const { departed } = await lab.departed(sensor.id, 5_000);
  expect(departed.reason).toBe("uninstalled");
  const left = "/usr/local/bin/telovix-sensor /etc/telovix-sensor /var/lib/telovix-sensor";
  expect((await host.exec(`ls -d ${left}`)).stdout).toBe("");
}

test("shell-based user data enrolls the host as it boots", async () => {
  const token = freshToken();
  const userData = cloudInitBlock("user-data.txt", { url, token });
  host = await lab.boot({
    hostname: "lab-1",
    disk: await imageDisk("cloud"),
    metadata: anyCloud,
    userData,
  });
  const sensor = await lab.healthy("i-0a1b2c3d4e5f60718-worker");
  expect(sensor).toMatchObject({ tags: ["env:lab", "pool:autoscale"], ephemeral: false });
});

test("the graceful cleanup removes the sensor from Console and host", async () => {
  const sensor = await lab.healthy("i-0a1b2c3d4e5f60718-worker");
  const outcome = await host.exec(cloudInitBlock("cleanup.txt", { url }));
  expect(outcome).toMatchObject({ code: 0, stderr: "" });
  await expectUninstalled(sensor);
});

test.for([
  ["AWS", awsInstance("i-0fedcba9876543210", "optional"), /^i-0fedcba9876543210-worker$/],
  ["GCP", gcp, /^ci-workers-x1z9$/],
  ["Generic", gcp, /^lab-1-\d{14}$/],
  ["CI", gcp, /^ci-812-4711$/],
] as const)("the node name of %s names the sensor", async ([kind, service, expected]) => {
  cloud = service;
  const token = freshToken();
  const environment = "export CI_PIPELINE_ID=812 CI_JOB_ID=4711";
  const options = '--name "$NODE_NAME" --tags env:lab,lifecycle:ephemeral,pool:ci-workers';
  const install = installScript(lab, token, options);
  const outcome = await host.exec([environment, nodeNames().get(kind), install].join("\n"));
  expect(outcome).toMatchObject({ code: 0, stderr: "" });
  const [{ name = "" } = {}] = (await lab.sensors()).filter(({ id }) => id !== orphan);
  expect(name).toMatch(expected);
  const sensor = await lab.healthy(name);
  expect(sensor.tags).toEqual(["env:lab", "lifecycle:ephemeral", "pool:ci-workers"]);
  await host.sh(cloudInitBlock("cleanup.txt", { url }));
  await expectUninstalled(sensor);
});

test("--state mem: keeps nothing on disk, and its sensor leaves with it", async () => {
  const token = freshToken();
  const url = lab.console.url;
  await host.sh(
    `curl -fsSL -o /usr/local/bin/telovix-sensor ${url}/api/v1/sensor/download/amd64 &&
     chmod +x /usr/local/bin/telovix-sensor && curl -fsSL -o /root/ca.pem ${url}/api/v1/sensor/ca.pem`,
  );
  const command = `telovix-sensor run --state mem: --console ${url} --ca-cert /root/ca.pem --name mem-1`;
  const pid = await host.sh(`TELOVIX_TOKEN=${token} ${command} >/root/mem.log 2>&1 & echo $!`);
  const sensor = await lab.healthy("mem-1");
  expect(sensor.ephemeral).toBe(true);
  await host.sh(`kill -TERM ${pid}`);
  expect((await lab.departed(sensor.id, 5_000)).departed.reason).toBe("clean_exit");
  const kept = "grep -rlE 'PRIVATE KEY|CERTIFICATE' /var/lib/telovix-sensor /etc/telovix-sensor";
  expect((await host.exec(kept)).stdout).toBe("");
});

test("logout removes a sensor at once, and its name is free", async () => {
  const enroll = async () => {
    const token = freshToken();
    await host.sh(installScript(lab, token, "--name job-1"));
    return lab.healthy("job-1");
  };
  const first = await enroll();
  expect(await host.sh("telovix-sensor logout")).toContain("job-1 has left");
  expect((await lab.departed(first.id, 5_000)).departed.reason).toBe("decommissioned");
  const second = await enroll();
  expect(second.id).not.toBe(first.id);
  await host.sh("telovix-sensor logout");
});

test("a Packer image holds the sensor, and its instances enroll with a token of their own", async () => {
  const disk = await imageDisk("cloud");
  const base = await lab.boot({ hostname: "base", disk, userData: "#cloud-config\n{}\n" });
  const template = JSON.parse(cloudInitBlock("packer.json", { url }));
  expect(await packerBuild(base, template)).toContain("Builds finished");
  await base.sh("telovix-sensor version && ls -d /etc/telovix-sensor /var/lib/telovix-sensor");
  await base.poweroff();

  const token = freshToken();
  const launch = cloudInitBlock("packer-launch.txt", { url, token });
  await lab.boot({
    hostname: "packed-1",
    disk: base.disk,
    metadata: awsInstance("i-0123456789abcdef0", "optional"),
    userData: `#!/bin/bash\n${launch}`,
  });
  const sensor = await lab.healthy("i-0123456789abcdef0-worker");
  expect(sensor.tags).toEqual(["env:lab", "pool:packer-base"]);
});

test("orphaned records are found by their status and deleted, over the API", async () => {
  const stale: string[] = await eventually("a stale record", 120_000, async () => {
    const { json } = await lab.api.call("/api/v1/sensors?status=stale");
    return json.total > 0 && json.items.map(({ id }: { id: string }) => id);
  });
  expect(stale).toEqual([orphan]);
  for (const id of stale)
    expect((await lab.api.call(`/api/v1/sensors/${id}`, { method: "DELETE" })).status).toBe(204);
  expect((await lab.departed(orphan, 1_000)).departed.reason).toBe("deleted");
  const { json } = await lab.api.call("/api/v1/audit?action=sensor_deleted");
  expect(json.items).toMatchObject([{ target: `sensor:${orphan}` }]);
});
