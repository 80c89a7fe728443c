import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../eventually.ts";
import type { Sensor } from "./lab.ts";
import { openLab } from "./open-lab.ts";
import {
  addRepository,
  cleanUp,
  createSecret,
  healthy,
  identities,
  logs,
  namespace,
  pods,
  release,
  restart,
  rolledOut,
  secret,
} from "./release.ts";
import { sensorProcess } from "./sensor-process.ts";

// A release on three nodes and all that it is there, by the document's headings.
const lab = openLab();
const cluster = "prod-cluster";
const [first, second] = lab.nodes;
if (!first || !second) throw new Error("no nodes");
let token = "";
let installed: Sensor[] = [];

beforeAll(() => cleanUp(lab));
afterAll(async () => {
  await cleanUp(lab);
  lab.api.close();
});

describe("Prerequisites", () => {
  test("nodes are Linux with BTF, and reach the Console", async () => {
    for (const node of lab.nodes) {
      expect(await node.sh("uname -s; ls /sys/kernel/btf/vmlinux")).toBe(
        "Linux\n/sys/kernel/btf/vmlinux\n",
      );
      await node.sh(`curl -fsk ${lab.console.url}/healthz`);
    }
  });

  test("Kubernetes is 1.24 or newer", async () => {
    const { major, minor } = JSON.parse(await lab.kubectl("get", "--raw", "/version"));
    expect([major, Number.parseInt(minor, 10) >= 24]).toEqual(["1", true]);
  });
});

describe("Generating the token", () => {
  test("it is for all nodes of one cluster, for 365 days", async () => {
    const body = { type: "cluster", clusterName: cluster };
    const { json } = await lab.api.call("/api/v1/enrollment-tokens", { body });
    const [created] = json.tokens;
    expect(created).toMatchObject({ type: "cluster", clusterName: cluster, maxUses: null });
    const days = (Date.parse(created.expiresAt) - Date.parse(created.createdAt)) / 86_400_000;
    expect(days).toBe(365);
    token = created.token;
  });

  test("it is stored as a Secret, after one that a previous install left is deleted", async () => {
    await lab.kubectl("create", "namespace", namespace);
    expect(await createSecret(lab, "left behind")).toMatchObject({ code: 0 });
    const again = await createSecret(lab, token);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining("already exists") });
    await lab.kubectl("delete", "secret", secret, "-n", namespace);
    expect(await createSecret(lab, token)).toMatchObject({
      code: 0,
      stdout: `secret/${secret} created\n`,
    });
  });
});

describe("Quick install", () => {
  test("helm repo add of an address that cannot be reached says so", async () => {
    const { code, stderr } = await lab.tryHelm("repo", "add", "far", "https://far.invalid/charts");
    expect(code).toBe(1);
    expect(stderr).toContain('looks like "https://far.invalid/charts" is not a valid chart');
    expect(stderr).toContain("no such host");
  });

  test("helm repo add, helm repo update, helm install: one pod per node, all Running", async () => {
    await addRepository(lab);
    expect(await lab.helm("repo", "update")).toContain('"telovix" chart repository');
    await rolledOut(lab, "install", cluster);
    const table = await lab.kubectl("get", "pods", "-n", namespace, "-o", "wide");
    const [head = "", ...rows] = table.trim().split("\n");
    expect(head).toMatch(/^NAME +READY +STATUS +RESTARTS +AGE +IP +NODE /);
    for (const row of rows) {
      expect(row).toMatch(/^telovix-sensor-\w{5} +1\/1 +Running +0 /);
    }
    const nodes = rows.map((row) => /node-\d\d/.exec(row)?.[0]).toSorted();
    expect(nodes).toEqual(["node-01", "node-02", "node-03"]);
  });

  test("Verify enrollment in the Console: healthy within 15 s, in the cluster", async () => {
    installed = await healthy(lab, cluster, 3, 15_000);
    for (const sensor of installed) {
      expect(sensor).toMatchObject({ clusterName: cluster, flavor: "standard", tags: [] });
    }
    expect(installed.map(({ name }) => name)).toEqual(["node-01", "node-02", "node-03"]);
  });

  test("Post-install verification: the logs of the last 5 minutes", async () => {
    const select = ["-n", namespace, "-l", `app.kubernetes.io/name=${release}`];
    const lines = await lab.kubectl("logs", ...select, "--since=5m");
    expect(lines.split("\n").filter((line) => line.startsWith("Connected to "))).toHaveLength(3);
  });

  test("the Clusters view has its nodes, all protected", async () => {
    const view = await eventually("the report of the nodes", 30_000, async () => {
      const { json } = await lab.api.call(`/api/v1/clusters/${cluster}`);
      return json.nodes === 3 && json;
    });
    expect(view).toMatchObject({ protected: 3, missing: 0, sensors: 3, missingNodes: [] });
  });
});

describe("What the chart deploys", () => {
  test("a DaemonSet whose pods tolerate every taint", async () => {
    const { status } = await lab.get("daemonset", release, "-n", namespace);
    expect(status).toMatchObject({ desiredNumberScheduled: 3, numberReady: 3 });
    const { spec } = await lab.get("node", "node-01");
    expect(spec.taints).toMatchObject([{ effect: "NoSchedule" }]);
  });

  test("a ServiceAccount", () => lab.get("serviceaccount", release, "-n", namespace));

  test("a ConfigMap: Console URL, cluster name, install ID", async () => {
    const { data } = await lab.get("configmap", release, "-n", namespace);
    expect(data).toMatchObject({ consoleUrl: lab.console.url, clusterName: cluster });
    expect(data.installId).toMatch(/^[0-9a-f]{32}$/);
  });

  test("a reference to the existing Secret, and no copy of the token", async () => {
    const { items } = await lab.get("secrets", "-n", namespace);
    const holders = items.filter(({ data }: { data?: Record<string, string> }) =>
      Object.values(data ?? {}).some((value) => atob(value).includes(token)),
    );
    expect(holders.map((each: Named) => each.metadata.name)).toEqual([secret]);
  });

  test("an image pull secret with a deploy token, which may only read", async () => {
    const { items } = await lab.get("secrets", "-n", namespace);
    const pull = items.find(({ type }: { type: string }) => type.endsWith("dockerconfigjson"));
    const { auths } = JSON.parse(atob(pull.data[".dockerconfigjson"]));
    const registry = `${lab.console.host}:${lab.console.port}`;
    expect(Object.keys(auths)).toEqual([registry]);
    const authorization = `Basic ${auths[registry].auth}`;
    const ask = (path: string, method: string) =>
      lab.api.call(path, { method, headers: { authorization } });
    expect(await ask("/v2/", "GET")).toMatchObject({ status: 200 });
    expect(await ask("/v2/telovix/sensor/blobs/uploads/", "POST")).not.toMatchObject({
      status: 202,
    });
    for (const pod of await pods(lab)) {
      expect(pod).toMatchObject({ spec: { imagePullSecrets: [{ name: pull.metadata.name }] } });
    }
  });

  test("no NetworkPolicy and no PriorityClass, unless asked for", async () => {
    expect(await lab.get("networkpolicy", "-n", namespace)).toMatchObject({ items: [] });
    const { items } = await lab.get("priorityclass");
    const names = items.map((each: Named) => each.metadata.name);
    expect(names.filter((name: string) => !name.startsWith("system-"))).toEqual([]);
  });
});

interface Named {
  readonly metadata: { readonly name: string };
}

describe("Init container", () => {
  test("verifies the BPF file system, which is there: mount: bpf already mounted", async () => {
    const lines = (await logs(lab, "bpf-init")).split("\n");
    const seen = lines.filter((line) => line.includes("mount: bpf already mounted"));
    expect(seen).toHaveLength(3);
  });

  test("the hash of the token stays beside the certificate", async () => {
    const hash = createHash("sha256").update(token).digest("hex");
    for (const node of lab.nodes) {
      expect((await node.sh("cat /var/lib/telovix-sensor/.enrollment-token-hash")).trim()).toBe(
        hash,
      );
    }
  });

  test("mounts a BPF file system that is missing, and removes stale pins", async () => {
    await first.sh("mkdir -p /sys/fs/bpf/telovix/left /sys/fs/bpf/telovix-sensor/left");
    await second.sh(
      "while umount --lazy /sys/fs/bpf; do :; done 2>/dev/null; ! findmnt /sys/fs/bpf",
    );
    await restart(lab, "node-01", "node-02");
    const left = "ls -d /sys/fs/bpf/telovix /sys/fs/bpf/telovix-sensor/left 2>/dev/null | wc -l";
    expect((await first.sh(left)).trim()).toBe("0");
    expect((await second.sh("findmnt -no FSTYPE /sys/fs/bpf")).trim()).toBe("bpf");
    expect(identities(await healthy(lab, cluster, 3))).toEqual(identities(installed));
  });
});

describe("Security context", () => {
  test("privileged, as root, in the node's own PID and network namespaces", async () => {
    const [pod] = await pods(lab);
    expect(pod).toMatchObject({ spec: { hostPID: true, hostNetwork: true } });
    expect(pod).not.toMatchObject({ spec: { hostIPC: true } });
    expect(pod).toMatchObject({
      spec: { containers: [{ securityContext: { privileged: true, runAsUser: 0 } }] },
    });
    const sensor = await sensorProcess(first);
    expect(await sensor.sharesWithNode("pid")).toBe(true);
    expect(await sensor.sharesWithNode("net")).toBe(true);
    expect(await sensor.sharesWithNode("ipc")).toBe(false);
  });
});

describe("Host volumes", () => {
  const readOnly = ["/proc", "/sys", "/host/run", "/host/etc"];
  const writable = ["/sys/fs/bpf", "/var/lib/telovix-sensor"];

  test("read-only except state and BPF, whose mounts reach the node", async () => {
    const { mounts } = await sensorProcess(first);
    for (const path of readOnly) expect([path, mounts.get(path)?.isReadOnly]).toEqual([path, true]);
    for (const path of writable)
      expect([path, mounts.get(path)?.isReadOnly]).toEqual([path, false]);
    expect(mounts.get("/sys/fs/bpf")?.isShared).toBe(true);
    expect(mounts.get("/")?.isReadOnly).toBe(true);
  });

  test("/host/etc and /var/lib/telovix-sensor are the node's", async () => {
    const { pid } = await sensorProcess(first);
    const root = `/proc/${pid}/root`;
    expect(await first.sh(`cat ${root}/host/etc/machine-id`)).toBe(
      await first.sh("cat /etc/machine-id"),
    );
    await first.sh(
      `cmp ${root}/var/lib/telovix-sensor/client.cert.pem /var/lib/telovix-sensor/client.cert.pem`,
    );
  });
});

describe("Key values reference", () => {
  test("sensor.nodeRole is empty: control-plane nodes get control_plane, workers generic_linux", () => {
    expect(installed.map(({ name, role }) => [name, role])).toEqual([
      ["node-01", "control_plane"],
      ["node-02", "generic_linux"],
      ["node-03", "generic_linux"],
    ]);
  });
});
