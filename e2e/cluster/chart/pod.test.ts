import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type KubeObject, only, render, values } from "./helm.ts";

const Named = z.looseObject({ name: z.string() });
const Container = z.looseObject({
  name: z.string(),
  env: z.array(Named),
  volumeMounts: z.array(Named),
});
const PodTemplate = z.object({
  metadata: z.object({
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()),
  }),
  spec: z.looseObject({
    initContainers: z.array(Container).length(1),
    containers: z.array(Container).length(1),
    volumes: z.array(Named),
  }),
});
const podOf = (objects: readonly KubeObject[]) =>
  PodTemplate.parse(Object(only(objects, "DaemonSet").spec).template);
const podFrom = async (...args: string[]) => podOf(await render(...args));

let plain: z.infer<typeof PodTemplate>;
beforeAll(async () => {
  plain = await podFrom("-f", values("required"));
});
const both = (pod: typeof plain) => [...pod.spec.initContainers, ...pod.spec.containers];

it("is privileged, in the host's processes and network, and not in its IPC", () => {
  expect(plain.spec).toMatchObject({
    hostPID: true,
    hostNetwork: true,
    hostIPC: false,
    dnsPolicy: "ClusterFirstWithHostNet",
    terminationGracePeriodSeconds: 30,
    serviceAccountName: "telovix-sensor",
  });
  for (const { securityContext } of both(plain))
    expect(securityContext).toMatchObject({ privileged: true, runAsUser: 0 });
});

it("sees the host as the document's table says, in both containers", () => {
  const paths = new Map(plain.spec.volumes.map(({ name, hostPath }) => [name, hostPath]));
  for (const { volumeMounts } of both(plain)) {
    const host = volumeMounts.filter(({ name }) => paths.get(name));
    const rows = host.map(({ name, mountPath, readOnly = false, mountPropagation = null }) => [
      mountPath,
      Object(paths.get(name)).path,
      readOnly ? "Read-only" : "Read-write",
      mountPropagation,
    ]);
    expect(rows).toEqual([
      ["/proc", "/proc", "Read-only", null],
      ["/sys", "/sys", "Read-only", null],
      ["/sys/fs/bpf", "/sys/fs/bpf", "Read-write", "Bidirectional"],
      ["/var/lib/telovix-sensor", "/var/lib/telovix-sensor", "Read-write", null],
      ["/host/run", "/run", "Read-only", null],
      ["/host/etc", "/etc", "Read-only", null],
    ]);
  }
});

it("runs the one executable: bpf-init, then run, and --decommission before it stops", () => {
  const command = ["/usr/local/bin/telovix-sensor"];
  expect(plain.spec).toMatchObject({
    initContainers: [{ name: "bpf-init", command, args: ["bpf-init"] }],
    containers: [
      {
        name: "telovix-sensor",
        command,
        args: ["run"],
        lifecycle: { preStop: { exec: { command: [...command, "--decommission"] } } },
      },
    ],
  });
});

it("asks the health socket on loopback", () => {
  const [sensor] = plain.spec.containers;
  const probe = (path: string) => ({ httpGet: { host: "127.0.0.1", path, port: "health" } });
  expect(sensor).toMatchObject({
    ports: [{ name: "health", containerPort: 15485, hostIP: "127.0.0.1" }],
    startupProbe: probe("/livez"),
    livenessProbe: probe("/livez"),
    readinessProbe: probe("/readyz"),
  });
});

it("tells both containers the same, the node's name before what refers to it", () => {
  const [init, sensor] = both(plain);
  expect(init?.env).toEqual(sensor?.env);
  const names = (init?.env ?? []).map(({ name }) => name.replace("TELOVIX_", ""));
  expect(names).toEqual([
    ...["CONSOLE", "CLUSTER_NAME", "INSTALL_ID", "FLAVOR", "TAGS", "NODE_NAME", "NAME"],
    ...["NAMESPACE", "POD_NAME", "TOKEN_FILE", "STATE", "CONFIG", "KUBERNETES", "KEEP_IDENTITY"],
    "HEALTH_PORT",
  ]);
});

it("takes the image from the Console unless told otherwise, and a digest before a tag", async () => {
  const images = async (...args: string[]) => {
    const pod = await podFrom(...args);
    return [...new Set(both(pod).map(({ image }) => image))];
  };
  const required = ["-f", values("required")];
  const version = Object(only(await render(...required), "DaemonSet").metadata.labels);
  expect(await images(...required)).toEqual([
    `console.example.com:15483/telovix/sensor:${version["app.kubernetes.io/version"]}`,
  ]);
  expect(await images("-f", values("token"))).toEqual([
    expect.stringMatching(/^console\.example\.com:443\/telovix\/sensor:/),
  ]);
  expect(await images("-f", values("served"))).toEqual([
    "192.0.2.7:15483/telovix/sensor@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  ]);
  expect(await images("-f", values("every-option"))).toEqual([
    "registry.corp.example.com/telovix/sensor:0.1.0",
  ]);
});

describe("where it runs", () => {
  it("is every node, of Linux only", () => {
    expect(plain.spec).toMatchObject({
      nodeSelector: { "kubernetes.io/os": "linux" },
      tolerations: [{ operator: "Exists" }],
    });
  });

  it("is what the values select, still of Linux, and behind the start-up gate", async () => {
    const { spec } = await podFrom("-f", values("every-option"));
    expect(spec).toMatchObject({
      nodeSelector: { "kubernetes.io/os": "linux", "node-role.kubernetes.io/worker": "" },
      tolerations: [{ key: "dedicated" }, { key: "telovix.io/sensor-not-ready" }],
      affinity: { nodeAffinity: {} },
    });
  });

  it("is not on a node of Windows, even when asked", async () => {
    const windows = ["--set", "nodeSelector.kubernetes\\.io/os=windows"];
    const { spec } = await podFrom("-f", values("required"), ...windows);
    expect(spec.nodeSelector).toEqual({ "kubernetes.io/os": "linux" });
  });
});

it("hands on tags and names with every character that they may have", async () => {
  const [sensor] = (await podFrom("-f", values("served"))).spec.containers;
  expect(sensor?.env).toEqual(
    expect.arrayContaining([
      {
        name: "TELOVIX_TAGS",
        value: "site:oslo-dc1,plmn:242-01,empty:,path:a/b.c@d+e_f-g",
      },
      { name: "TELOVIX_NAME", value: "edge-$(TELOVIX_NODE_NAME)" },
      { name: "TELOVIX_CA_CERT", value: "/etc/telovix-sensor/ca/ca.pem" },
    ]),
  );
});
