import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../eventually.ts";
import { startConnectProxy } from "./connect-proxy.ts";
import { cutOff, letThrough } from "./console-access.ts";
import { controlGroup } from "./control-group.ts";
import { openLab } from "./open-lab.ts";
import {
  addRepository,
  allReady,
  cleanUp,
  clusterToken,
  healthy,
  helmRelease,
  namespace,
  pods,
  release,
  rolledOut,
  secret,
  storeToken,
  uninstall,
} from "./release.ts";
import { sensorProcess } from "./sensor-process.ts";

// What values make of a release, by the document's headings; each begins on clean nodes.
const lab = openLab();
const [first] = lab.nodes;
if (!first) throw new Error("no nodes");

beforeAll(async () => {
  await cleanUp(lab);
  await addRepository(lab);
});
afterEach(() => uninstall(lab));
afterAll(async () => {
  await cleanUp(lab);
  lab.api.close();
});

test("Quick install, for the telecom flavor: flavor and tags are the sensors'", async () => {
  const cluster = "ran-zone-a";
  await storeToken(lab, cluster);
  const tags = ["site:oslo-dc1", "domain:ran", "plmn:242-01"];
  const sets = tags.flatMap((tag, index) => ["--set", `sensor.tags[${index}]=${tag}`]);
  await rolledOut(lab, "install", cluster, "--set", "flavor=telecom", ...sets);
  for (const sensor of await healthy(lab, cluster, 3)) {
    expect(sensor).toMatchObject({ flavor: "telecom", clusterName: cluster });
    expect(sensor.tags.toSorted()).toEqual(tags.toSorted());
  }
});

test("O-RAN vDU / vCU deployment: the overlay's limits are in force on the node", async () => {
  const cluster = "ran-zone-b";
  await storeToken(lab, cluster);
  await lab.helm(
    "pull",
    "telovix/telovix-sensor",
    "--untar",
    "--untardir",
    join(lab.folder, cluster),
  );
  const overlay = join(lab.folder, cluster, "telovix-sensor", "values-oran-vdu.yaml");
  await lab.helm(
    ...["install", release, "telovix/telovix-sensor", "--namespace", namespace, "-f", overlay],
    ...[
      "--set",
      `sensor.consoleUrl=${lab.console.url}`,
      "--set",
      `sensor.existingSecret=${secret}`,
    ],
  );
  const [pod] = await allReady(lab);
  expect(pod).toMatchObject({
    spec: { priority: 1_000_000_000, terminationGracePeriodSeconds: 60 },
    status: { qosClass: "Burstable" },
  });
  for (const sensor of await healthy(lab, cluster, 3)) {
    expect(sensor).toMatchObject({ flavor: "telecom", role: "o_du" });
  }
  const group = await controlGroup(first, (await sensorProcess(first)).pid);
  expect(await group.limits()).toEqual({ memoryBytes: 256 * 1024 * 1024, millicores: 200 });
  const { items } = await lab.get("networkpolicy", "-n", namespace);
  expect(items).toMatchObject([{ spec: { policyTypes: ["Ingress", "Egress"] } }]);
  expect(items[0].spec.ingress ?? []).toEqual([]);
  const ports = items[0].spec.egress.flatMap((rule: Egress) => rule.ports.map(({ port }) => port));
  expect(new Set(ports)).toEqual(new Set([53, lab.console.sensorPort, lab.console.port]));
});

interface Egress {
  readonly ports: readonly { readonly port: number }[];
}

test("Required and common optional values: a token instead of a Secret, name, role, nodes, CA", async () => {
  const cluster = "subset";
  const { token } = await clusterToken(lab, cluster);
  await first.exec("mkdir -p /etc/telovix");
  await first.sh(`printf '%s' '${lab.console.ca}' >/etc/telovix/console-ca.pem`);
  await lab.kubectl("label", "node", first.name, "site=edge");
  const values = {
    nodeSelector: { site: "edge" },
    clusterName: cluster,
    sensor: {
      consoleUrl: lab.console.url,
      enrollmentToken: token,
      nodeNameOverride: "edge-$(TELOVIX_NODE_NAME)",
      nodeRole: "o_cu",
      consoleCaCert: "",
      bootstrapCaCertPath: "/host/etc/telovix/console-ca.pem",
    },
  };
  await writeFile(join(lab.folder, "subset.json"), JSON.stringify(values));
  const chart = [release, "telovix/telovix-sensor", "-n", namespace, "--create-namespace"];
  await lab.helm("install", ...chart, "-f", join(lab.folder, "subset.json"));
  await allReady(lab);
  const [sensor] = await healthy(lab, cluster, 1);
  expect(sensor).toMatchObject({ name: "edge-node-01", role: "o_cu" });
  expect((await pods(lab)).map(({ spec }) => spec.nodeName)).toEqual(["node-01"]);
  const view = await eventually("the report of the nodes", 30_000, async () => {
    const { json } = await lab.api.call(`/api/v1/clusters/${cluster}`);
    return json.nodes === 3 && json;
  });
  expect(view).toMatchObject({ protected: 1, missing: 2 });
  await lab.kubectl("label", "node", first.name, "site-");
});

test("the start-up gate lets other pods onto a node once its sensor reports", async () => {
  const cluster = "gated";
  await storeToken(lab, cluster);
  await lab.kubectl("taint", "node", "node-02", "telovix.io/sensor-not-ready=:NoSchedule");
  await rolledOut(lab, "install", cluster, "--set", "startupGate.enabled=true");
  await eventually("a node without the taint", 30_000, async () => {
    const { spec } = await lab.get("node", "node-02");
    return !JSON.stringify(spec.taints ?? []).includes("sensor-not-ready");
  });
  await healthy(lab, cluster, 3);
});

describe("Configure a proxy", () => {
  test("sensors reach the Console through it, where there is no other way", async () => {
    const cluster = "behind-a-proxy";
    await using proxy = await startConnectProxy();
    await using open = new AsyncDisposableStack();
    for (const node of lab.nodes) {
      await cutOff(lab, node);
      open.defer(() => letThrough(lab, node));
    }
    await storeToken(lab, cluster);
    const address = `http://${lab.address}:${proxy.port}`;
    const extraEnv = [
      { name: "HTTP_PROXY", value: address },
      { name: "HTTPS_PROXY", value: address },
      { name: "NO_PROXY", value: "localhost,127.0.0.1,.cluster.local" },
    ];
    const values = join(lab.folder, "proxy.json");
    await writeFile(values, JSON.stringify({ extraEnv }));
    expect(await helmRelease(lab, "install", cluster, "-f", values)).toMatchObject({ code: 0 });
    await allReady(lab);
    await healthy(lab, cluster, 3);
    const { host, port, sensorPort } = lab.console;
    expect(proxy.asked).toEqual(new Set([`${host}:${port}`, `${host}:${sensorPort}`]));
    await lab.helm("uninstall", release, "-n", namespace);
    await eventually("their departure", 60_000, async () => {
      return (await lab.sensors(cluster)).length === 0;
    });
  });
});
