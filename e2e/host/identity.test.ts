import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../eventually.ts";
import { installScript, type Lab, openLab } from "./lab.ts";
import { type LossyProxy, lossyProxy } from "./lossy-proxy.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let lab: Lab;
let proxy: LossyProxy;
beforeAll(async () => {
  proxy = opened.use(await lossyProxy());
  const publicUrl = `https://console.telovix.test:${proxy.port}`;
  lab = opened.use(await openLab({ TELOVIX_PUBLIC_URL: publicUrl }));
  proxy.target = lab.console.port;
});
afterAll(() => opened.disposeAsync());

const newMachineId = () => randomBytes(16).toString("hex");
const uses = async (token: { id: string }): Promise<number> =>
  (await lab.api.call(`/api/v1/enrollment-tokens/${token.id}`)).json.uses;
const repeats = async (): Promise<number> =>
  (await lab.api.call("/api/v1/audit?action=sensor_enrollment_repeated")).json.total;
const sensorIds = async () => (await lab.sensors()).map(({ id }) => id);

/** The conflict of a kind that shows these sensors and no other. */
const conflict = (kind: "machine" | "clone", ids: string[]) =>
  eventually(`a conflict of kind ${kind}`, 60_000, async () => {
    const { json } = await lab.api.call("/api/v1/sensor-conflicts");
    const found: { kind: string; sensors: { id: string }[] }[] = json;
    return found.find(
      (each) => each.kind === kind && `${each.sensors.map(({ id }) => id)}` === `${ids}`,
    );
  });

test("an enrollment whose reply is lost is repeated: one sensor, one use", async () => {
  const host = await lab.boot({ hostname: "lossy-1" });
  const token = await lab.token({ type: "batch", maxUses: 5 });
  const reply = proxy.loseReply();
  const installing = host.exec(installScript(lab, token.token));
  await reply.asked;
  await eventually("the enrollment in the Console", 10_000, async () => (await uses(token)) === 1);
  reply.cut();
  expect(await installing).toMatchObject({ code: 0 });
  const { id } = await lab.healthy("lossy-1");
  expect(await sensorIds()).toEqual([id]);
  expect(await uses(token)).toBe(1);
  expect(await repeats()).toBe(1);
  await host.sh("telovix-sensor logout");
});

test("a host that loses its power before the reply is the same sensor when it installs again", async () => {
  const machineId = newMachineId();
  const host = await lab.boot({ hostname: "lossy-2", machineId });
  const token = await lab.token();
  const reply = proxy.loseReply();
  const installing = host.exec(installScript(lab, token.token));
  await reply.asked;
  await eventually("the enrollment in the Console", 10_000, async () => (await uses(token)) === 1);
  await host.cutPower();
  await installing;
  const enrolled = await sensorIds();
  const again = await lab.boot({ hostname: "lossy-2", machineId, disk: host.disk });
  expect(await again.exec(installScript(lab, token.token))).toMatchObject({ code: 0 });
  await lab.healthy("lossy-2");
  expect(await sensorIds()).toEqual(enrolled);
  expect(await uses(token)).toBe(1);
  await again.sh("telovix-sensor logout");
});

test("two hosts from the disk of an enrolled one show as its clones", async () => {
  const machineId = newMachineId();
  const golden = await lab.boot({ hostname: "golden", machineId });
  await golden.sh(installScript(lab, (await lab.token()).token));
  const { id } = await lab.healthy("golden");
  await golden.poweroff();
  const { disk } = golden;
  const clones = await Promise.all(
    ["clone-1", "clone-2"].map((hostname) => lab.boot({ hostname, machineId, disk })),
  );
  await conflict("clone", [id]);
  expect(await sensorIds()).toEqual([id]);
  await Promise.all(clones.map((clone) => clone.poweroff()));
});

test("two hosts with one machine id that enroll by themselves show as a conflict", async () => {
  const machineId = newMachineId();
  const ids: string[] = [];
  for (const name of ["twin", "twin-2"]) {
    const host = await lab.boot({ hostname: "twin", machineId });
    await host.sh(installScript(lab, (await lab.token()).token));
    ids.push((await lab.healthy(name)).id);
  }
  await conflict("machine", ids);
});
