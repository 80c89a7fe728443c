import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { copyFile, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, test } from "vitest";
import { parse } from "yaml";
import { tool } from "../tools.ts";
import { chart, objectsOf, only, render, runTool, values } from "./helm.ts";

const daemonSet = async (...args: string[]) => only(await render(...args), "DaemonSet");
const console15483 = ["--set", "sensor.consoleUrl=https://console.example.com:15483"];
const secret = ["--set", "sensor.existingSecret=telovix-sensor-token"];

/** What a container is told, by name. */
const envOf = (object: Awaited<ReturnType<typeof daemonSet>>) => {
  const text = JSON.stringify(object);
  const pairs = [...text.matchAll(/"name":"(TELOVIX_\w+)","value":"([^"]*)"/g)];
  return Object.fromEntries(pairs.map(([, name = "", value]) => [name, value]));
};

test("Common optional values: every default of the document", async () => {
  const { stdout } = await runTool("helm", "show", "values", chart);
  expect(parse(stdout)).toMatchObject({
    clusterName: "",
    flavor: "standard",
    sensor: {
      consoleUrl: "",
      enrollmentToken: "",
      existingSecret: "",
      nodeRole: "",
      tags: [],
      nodeNameOverride: "",
      bootstrapCaCertPath: "",
    },
    tolerations: [{ operator: "Exists" }],
    nodeSelector: {},
    affinity: {},
    resources: {
      requests: { cpu: "50m", memory: "128Mi" },
      limits: { cpu: "500m", memory: "1Gi" },
    },
    updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } },
    terminationGracePeriodSeconds: 30,
    priorityClass: { create: false },
    networkPolicy: { enabled: false, consolePort: 15484 },
    openshift: { enabled: false },
    extraEnv: [],
    admission: {
      enabled: false,
      failurePolicy: "Ignore",
      excludeNamespaces: ["kube-system", "telovix-system"],
      timeoutSeconds: 10,
    },
  });
});

test("Quick install", async () => {
  const objects = await render(...console15483, ...secret, "--set", "clusterName=prod-cluster");
  expect(only(objects, "ConfigMap")).toMatchObject({
    data: { consoleUrl: "https://console.example.com:15483", clusterName: "prod-cluster" },
  });
  expect(envOf(only(objects, "DaemonSet"))).toMatchObject({
    TELOVIX_FLAVOR: "standard",
    TELOVIX_TAGS: "",
  });
});

test("Quick install, for the telecom flavor", async () => {
  const tags = ["site:oslo-dc1", "domain:ran", "plmn:242-01"];
  const object = await daemonSet(
    ...[...console15483, ...secret, "--set", "clusterName=ran-zone-a", "--set", "flavor=telecom"],
    ...tags.flatMap((tag, index) => ["--set", `sensor.tags[${index}]=${tag}`]),
  );
  expect(envOf(object)).toMatchObject({
    TELOVIX_FLAVOR: "telecom",
    TELOVIX_TAGS: "site:oslo-dc1,domain:ran,plmn:242-01",
  });
});

test("Using a values file", async () => {
  const objects = await render("-f", values("prod"));
  expect(envOf(only(objects, "DaemonSet"))).toMatchObject({
    TELOVIX_ROLE: "generic_linux",
    TELOVIX_TAGS: "site:oslo-dc1,env:prod",
  });
  expect(only(objects, "PriorityClass")).toMatchObject({
    metadata: { name: "telovix-sensor-priority" },
    value: 1000,
    preemptionPolicy: "PreemptLowerPriority",
  });
});

test("O-RAN vDU / vCU deployment: the command as it stands, which names no cluster", async () => {
  const overlay = ["-f", join(chart, "values-oran-vdu.yaml")];
  const objects = await render(...overlay, ...console15483, ...secret);
  const object = only(objects, "DaemonSet");
  expect(envOf(object)).toMatchObject({ TELOVIX_FLAVOR: "telecom", TELOVIX_ROLE: "o_du" });
  const resources = {
    requests: { cpu: "25m", memory: "64Mi" },
    limits: { cpu: "200m", memory: "256Mi" },
  };
  expect(object).toMatchObject({
    spec: {
      template: {
        spec: {
          terminationGracePeriodSeconds: 60,
          priorityClassName: "telovix-sensor-priority",
          initContainers: [{ resources }],
          containers: [{ resources }],
        },
      },
    },
  });
  expect(only(objects, "PriorityClass")).toMatchObject({ value: 1_000_000_000 });
  expect(only(objects, "NetworkPolicy")).toBeDefined();
  expect(only(objects, "ConfigMap")).toMatchObject({ data: { clusterName: "" } });
});

test("Configure a proxy", async () => {
  const proxy = [
    { name: "HTTP_PROXY", value: "http://proxy.corp.example.com:8080" },
    { name: "HTTPS_PROXY", value: "http://proxy.corp.example.com:8080" },
    { name: "NO_PROXY", value: "localhost,127.0.0.1,.cluster.local" },
  ];
  const set = ["--set-json", `extraEnv=${JSON.stringify(proxy)}`];
  const object = await daemonSet("-f", values("required"), ...set);
  const env = expect.arrayContaining(proxy);
  expect(object).toMatchObject({
    spec: { template: { spec: { initContainers: [{ env }], containers: [{ env }] } } },
  });
});

describe("docs/kubernetes.md", () => {
  const text = readFileSync(join(chart, "../../docs/kubernetes.md"), "utf8");
  const blocks = (language: string) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(
      ([, block = ""]) => block,
    );
  const installs = blocks("sh").filter((block) => /^helm (install|upgrade) /m.test(block));

  test.for(installs)("its commands are taken by the chart: %s", async (block) => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "telovix-docs-"));
    await copyFile(values("prod"), join(folder.path, "values-prod.yaml"));
    await copyFile(join(chart, "values-oran-vdu.yaml"), join(folder.path, "values-oran-vdu.yaml"));
    // The same arguments, for a chart that no Console serves here.
    const commands = block
      .replace(/^(curl|helm repo|skopeo) (.*\\\n)*.*\n/gm, "")
      .replace(/^helm (install|upgrade( --install)?) /gm, '"$HELM" template --kube-version 1.24.0 ')
      .replaceAll("telovix/telovix-sensor ", '"$CHART" ')
      .replaceAll("<console-host>", "console.example.com");
    const env = { ...process.env, HELM: tool("helm"), CHART: chart };
    const run = promisify(execFile)("bash", ["-euc", commands], { cwd: folder.path, env });
    expect(only(objectsOf((await run).stdout), "DaemonSet")).toBeDefined();
  });

  it("shows the values file that the tests install", () => {
    const [shown = ""] = blocks("yaml").filter((block) => block.includes("# values-prod.yaml"));
    expect(parse(shown)).toEqual(parse(readFileSync(values("prod"), "utf8")));
  });

  it.for(["extraEnv", "startupGate", "admission"])(
    "shows %s as the chart takes it",
    async (name) => {
      const [shown = ""] = blocks("yaml").filter((block) => block.startsWith(`${name}:`));
      const filled = shown.replace(/<base64.*>/, btoa("-----BEGIN CERTIFICATE-----"));
      await using folder = await mkdtempDisposable(join(tmpdir(), "telovix-docs-"));
      await writeFile(join(folder.path, "values.yaml"), filled);
      const args = ["-f", values("required"), "-f", join(folder.path, "values.yaml")];
      expect(only(await render(...args), "DaemonSet")).toBeDefined();
    },
  );
});
