import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../eventually.ts";
import { openLab, type Sensor } from "./lab.ts";
import {
  addRepository,
  allReady,
  cleanUp,
  clusterToken,
  createSecret,
  healthy,
  identities,
  namespace,
  type Pod,
  pods,
  release,
  rolledOut,
  rotateTo,
  secret,
} from "./release.ts";
import { sensorProcess } from "./sensor-process.ts";

// One release on three nodes from its token to its removal, by the document's headings.
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
    await addRepository(lab);
    const chart = ["template", "telovix/telovix-sensor", "--kube-version"];
    const { code, stderr } = await lab.tryHelm(...chart, "1.23.17");
    expect(code).toBe(1);
    expect(stderr).toContain("chart requires kubeVersion: >=1.24");
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

  test("helm repo update, helm install: one pod per node, all Running", async () => {
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
    installed = await healthy(lab, cluster, 3);
    for (const sensor of installed) {
      expect(sensor).toMatchObject({ clusterName: cluster, flavor: "standard", tags: [] });
    }
    expect(installed.map(({ name }) => name)).toEqual(["node-01", "node-02", "node-03"]);
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
  const log = () =>
    lab.kubectl(
      "logs",
      "-n",
      namespace,
      "-l",
      `app.kubernetes.io/name=${release}`,
      "-c",
      "bpf-init",
      "--tail=-1",
    );

  test("verifies the BPF file system, which is there: mount: bpf already mounted", async () => {
    const lines = (await log()).split("\n");
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
    await restart("node-01", "node-02");
    const left = "ls -d /sys/fs/bpf/telovix /sys/fs/bpf/telovix-sensor/left 2>/dev/null | wc -l";
    expect((await first.sh(left)).trim()).toBe("0");
    expect((await second.sh("findmnt -no FSTYPE /sys/fs/bpf")).trim()).toBe("bpf");
    expect(identities(await healthy(lab, cluster, 3))).toEqual(identities(installed));
  });
});

/** Deletes the pods of these nodes, and waits for those that the DaemonSet makes. */
async function restart(...nodes: string[]): Promise<void> {
  const old = (await pods(lab)).filter(({ spec }) => nodes.includes(spec.nodeName));
  const names = old.map(({ metadata }) => metadata.name);
  await lab.kubectl("delete", "pod", "-n", namespace, ...names);
  await allReady(lab);
}

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

describe("Sensor lifecycle", () => {
  test("preStop takes the record out of the fleet, and the next pod brings it back", async () => {
    await restart("node-03");
    expect(identities(await healthy(lab, cluster, 3))).toEqual(identities(installed));
    const third = installed[2]?.id ?? "";
    const said = await actions(third);
    expect(said.slice(-2)).toEqual(["sensor_decommissioned", "sensor_revived"]);
  });
});

/** What the audit log has of a sensor, oldest first. */
async function actions(id: string): Promise<string[]> {
  const { json } = await lab.api.call("/api/v1/audit?limit=200");
  const own = json.items.filter(({ target }: { target: string }) => target === `sensor:${id}`);
  return own.map(({ action }: { action: string }) => action).toReversed();
}

const valuesProd = (url: string) => `sensor:
  consoleUrl: "${url}"
  existingSecret: "${secret}"
  tags:
    - site:oslo-dc1
    - env:prod
clusterName: "${cluster}"
flavor: standard
priorityClass:
  create: true
  name: telovix-sensor-priority
  value: 1000
  preemptionPolicy: PreemptLowerPriority
`;

describe("Upgrade the chart", () => {
  const upgrade = (inNamespace: string) =>
    lab.tryHelm(
      ...["upgrade", release, "telovix/telovix-sensor", "--namespace", inNamespace],
      ...["-f", join(lab.folder, "values-prod.yaml")],
    );

  test("in another namespace it fails, and helm list -A shows the right one", async () => {
    await writeFile(join(lab.folder, "values-prod.yaml"), valuesProd(lab.console.url));
    const { code, stderr } = await upgrade("default");
    expect(code).toBe(1);
    expect(stderr).toContain("UPGRADE FAILED");
    expect(await lab.helm("list", "-A")).toMatch(/^telovix-sensor\s+telovix-system\s/m);
  });

  test("one node at a time: three sensor ids and certificates stay", async () => {
    const watch = watchRoll();
    expect(await upgrade(namespace)).toMatchObject({ code: 0 });
    await allReady(lab);
    expect(await watch.end()).toEqual({ awayMax: 1, rolled: 3 });
    expect(identities(await healthy(lab, cluster, 3))).toEqual(identities(installed));
    const { value } = await lab.get("priorityclass", "telovix-sensor-priority");
    expect(value).toBe(1000);
  });

  test("helm test asks a node whether it can run a sensor and reach the Console", async () => {
    const { code, stdout, stderr } = await lab.tryHelm("test", release, "--namespace", namespace);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Phase: +Succeeded/);
    expect(`${stdout}${stderr}`).toContain(`ok   Console  ${lab.console.url}\n`);
  });

  test("helm rollback keeps them too", async () => {
    await lab.helm("rollback", release, "1", "--namespace", namespace);
    await allReady(lab);
    expect(identities(await healthy(lab, cluster, 3))).toEqual(identities(installed));
    const { items } = await lab.get("priorityclass");
    expect(items.map((each: Named) => each.metadata.name)).not.toContain("telovix-sensor-priority");
  });
});

/** Looks at the pods until it ends: how many nodes were without a ready one at once, and how many rolled. */
function watchRoll() {
  const stopped = new AbortController();
  const watched = (async () => {
    const before = new Set((await pods(lab)).map(({ metadata }) => metadata.uid));
    const rolled = new Set<string>();
    let awayMax = 0;
    while (!stopped.signal.aborted) {
      const ready = (await pods(lab)).filter(isReady);
      awayMax = Math.max(awayMax, 3 - new Set(ready.map(({ spec }) => spec.nodeName)).size);
      for (const { metadata } of ready) if (!before.has(metadata.uid)) rolled.add(metadata.uid);
      await sleep(200);
    }
    return { awayMax, rolled: rolled.size };
  })();
  return {
    end() {
      stopped.abort();
      return watched;
    },
  };
}

const isReady = ({ status }: Pod) =>
  status.conditions?.some((each) => each.type === "Ready" && each.status === "True") ?? false;

describe("Token rotation", () => {
  const logs = (container: string) =>
    lab.kubectl(
      "logs",
      "-n",
      namespace,
      "-l",
      `app.kubernetes.io/name=${release}`,
      "-c",
      container,
      "--tail=-1",
    );

  test("a wrong token leaves the running identity untouched", async () => {
    await rotateTo(lab, (await clusterToken(lab, "another-cluster")).token);
    await restart("node-01");
    expect(identities(await healthy(lab, cluster, 3))).toEqual(identities(installed));
    expect(await logs("bpf-init")).toContain("is set aside");
    expect(await logs(release)).toContain("ClusterNameMismatch");
  });

  test("the new token in the Secret, and the next start enrolls again under the same ids", async () => {
    const next = await clusterToken(lab, cluster);
    await rotateTo(lab, next.token);
    await restart("node-01", "node-02", "node-03");
    const rotated = await healthy(lab, cluster, 3);
    expect(rotated.map(({ id }) => id)).toEqual(installed.map(({ id }) => id));
    for (const [index, sensor] of rotated.entries()) {
      expect(sensor.token.id).toBe(next.id);
      expect(sensor.certificate.serial).not.toBe(installed[index]?.certificate.serial);
    }
    installed = rotated;
    await restart("node-02");
    expect(identities(await healthy(lab, cluster, 3))).toEqual(identities(installed));
  });
});

describe("A node that was deleted", () => {
  test("departs its sensor with that reason, and brings it back when it joins again", async () => {
    const third = installed[2];
    if (!third) throw new Error("no sensor");
    await lab.kubectl("delete", "node", third.name);
    const { departed } = await eventually("its departure", 60_000, async () => {
      const seen = await lab.sensor(third.id);
      return seen.departed && seen;
    });
    expect(departed).toMatchObject({ reason: "node_deleted" });
    await lab.nodes[2]?.sh("systemctl restart kubelet");
    await eventually("its pod", 90_000, async () => (await allReady(lab)).length === 3);
    expect(identities(await healthy(lab, cluster, 3))).toEqual(identities(installed));
  });
});

describe("Remove the sensor", () => {
  test("helm uninstall removes what the chart made, and departs all three", async () => {
    await lab.helm("uninstall", release, "--namespace", namespace);
    for (const { id } of installed) {
      const gone = await eventually("its departure", 60_000, async () => {
        const seen = await lab.sensor(id);
        return seen.departed && seen;
      });
      expect(gone.departed).toMatchObject({ reason: "decommissioned" });
    }
    expect(await lab.sensors(cluster)).toEqual([]);
    await eventually("an empty namespace", 60_000, async () => (await pods(lab)).length === 0);
    // The Lease is the sensors' own, and free for those of the next release.
    const kinds = "all,serviceaccounts,configmaps,secrets,roles,rolebindings";
    const left = await lab.kubectl("get", kinds, "-n", namespace, "-o", "name");
    expect(
      left
        .trim()
        .split("\n")
        .filter((name) => !/default$|kube-root-ca.crt$/.test(name)),
    ).toEqual([`secret/${secret}`]);
    const wide = await lab.kubectl("get", "clusterroles,clusterrolebindings", "-o", "name");
    expect(wide).not.toContain(release);
  });

  test("the state stays on the nodes, for who removes it", async () => {
    for (const node of lab.nodes) {
      await node.sh(
        "test -s /var/lib/telovix-sensor/client.cert.pem && rm -rf /var/lib/telovix-sensor",
      );
      expect((await node.sh("pgrep -c telovix || true")).trim()).toBe("0");
    }
  });
});
