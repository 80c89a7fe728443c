import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../eventually.ts";
import { cutOff, letThrough } from "./console-access.ts";
import { openLab } from "./open-lab.ts";
import {
  addRepository,
  allReady,
  cleanUp,
  clusterToken,
  healthy,
  helmRelease,
  identities,
  logs,
  namespace,
  pods,
  release,
  restart,
  rolledOut,
  rotateTo,
  storeToken,
  uninstall,
} from "./release.ts";

// The entries of the document's heading "Troubleshooting"; each begins on clean nodes.
const lab = openLab();
const [, , third] = lab.nodes;
if (!third) throw new Error("no nodes");

beforeAll(async () => {
  await cleanUp(lab);
  await addRepository(lab);
});
afterEach(() => uninstall(lab));
afterAll(async () => {
  await cleanUp(lab);
  lab.api.close();
});

const only = (node: string) => ["--set-json", `nodeSelector={"kubernetes.io/hostname":"${node}"}`];

test("Init container clears certs on every restart, until the Secret has the current token", async () => {
  const cluster = "rotated";
  const first = await storeToken(lab, cluster);
  await rolledOut(lab, "install", cluster, ...only("node-03"));
  const installed = await healthy(lab, cluster, 1);
  await rotateTo(lab, (await clusterToken(lab, "another-cluster")).token);
  for (const _ of [1, 2]) {
    await restart(lab, "node-03");
    expect(await logs(lab, "bpf-init")).toContain("the Secret does not hold the current one");
  }
  await rotateTo(lab, first.token);
  await restart(lab, "node-03");
  expect(await logs(lab, "bpf-init")).toContain("keeps its certificate");
  expect(identities(await healthy(lab, cluster, 1))).toEqual(identities(installed));
});

test("Pods stuck in Pending: tolerations that are too restrictive leave a tainted node out", async () => {
  const cluster = "tainted";
  await storeToken(lab, cluster);
  await rolledOut(lab, "install", cluster, "--set-json", "tolerations=[]");
  expect((await pods(lab)).map(({ spec }) => spec.nodeName)).toEqual(["node-02", "node-03"]);
  await rolledOut(
    lab,
    "upgrade",
    cluster,
    "--set",
    "updateStrategy.rollingUpdate.maxUnavailable=3",
  );
  expect(await healthy(lab, cluster, 3)).toHaveLength(3);
});

test("Pods scheduled but not in fleet: both logs say why, and so does the Console", async () => {
  const cluster = "not-in-fleet";
  await storeToken(lab, "some-other-cluster");
  expect(await helmRelease(lab, "install", cluster, ...only("node-03"))).toMatchObject({ code: 0 });
  await eventually("the refusal in the log", 60_000, async () =>
    (await logs(lab, release)).includes("ClusterNameMismatch"),
  );
  const [pod] = await pods(lab);
  expect(pod?.status.phase).toBe("Running");
  expect(await logs(lab, "bpf-init")).toContain("the sensor enrolls with the enrollment token");
  expect(await lab.sensors(cluster)).toEqual([]);
  await storeToken(lab, cluster);
  await restart(lab, "node-03");
  await healthy(lab, cluster, 1);
});

test("Pods in Init:0/1: the init container says that the kernel has no BTF", async () => {
  const cluster = "no-btf";
  await storeToken(lab, cluster);
  await third.sh("mount -t tmpfs none /sys/kernel/btf");
  expect(await helmRelease(lab, "install", cluster, ...only("node-03"))).toMatchObject({ code: 0 });
  await eventually("the failed init container", 60_000, async () => {
    return /\sInit:(0\/1|Error|CrashLoopBackOff)\s/.test(
      await lab.kubectl("get", "pods", "-n", namespace),
    );
  });
  await eventually("why", 60_000, async () => (await logs(lab, "bpf-init")).includes("BTF"));
  await third.sh("umount /sys/kernel/btf");
  await restart(lab, "node-03");
  await healthy(lab, cluster, 1);
});

describe("a node that does not reach the Console", () => {
  test("Sensors show stale; the pod still ends in time, and the sensor is itself afterwards", async () => {
    const cluster = "cut-off";
    await storeToken(lab, cluster);
    await rolledOut(lab, "install", cluster);
    const installed = await healthy(lab, cluster, 3);
    const body = { status: { staleAfterSeconds: 20 } };
    await lab.api.call("/api/v1/settings", { method: "PATCH", body });
    await cutOff(lab, third);
    await eventually("a stale sensor", 60_000, async () => {
      const found = await lab.sensors(cluster);
      return found.find(({ name, status }) => name === third.name && status === "stale");
    });
    const begin = performance.now();
    const old = (await pods(lab)).find(({ spec }) => spec.nodeName === third.name);
    await lab.kubectl("delete", "pod", "-n", namespace, old?.metadata.name ?? "");
    // terminationGracePeriodSeconds, and what the kubelet needs besides.
    expect(performance.now() - begin).toBeLessThan(45_000);
    await letThrough(lab, third);
    await allReady(lab);
    expect(identities(await healthy(lab, cluster, 3))).toEqual(identities(installed));
    const before = { status: { staleAfterSeconds: 90 } };
    await lab.api.call("/api/v1/settings", { method: "PATCH", body: before });
  });
});

describe("NodeLimitExceeded error in logs", () => {
  test("the log has it, and after a license upgrade the node enrolls", async () => {
    const cluster = "licensed";
    await storeToken(lab, cluster);
    await license(2);
    expect(await helmRelease(lab, "install", cluster)).toMatchObject({ code: 0 });
    await eventually("the refusal in a log", 60_000, async () =>
      (await logs(lab, release)).includes("NodeLimitExceeded"),
    );
    expect(await lab.sensors(cluster)).toHaveLength(2);
    await license(100);
    await restart(lab, "node-01", "node-02", "node-03");
    await healthy(lab, cluster, 3);
  });

  async function license(nodes: number): Promise<void> {
    const terms = ["--nodes", String(nodes), "--customer", "Tests", "--expires", "2099-12-31"];
    const body = { license: (await lab.cli("license", "issue", ...terms)).trim() };
    expect(await lab.api.call("/api/v1/license", { method: "PUT", body })).toMatchObject({
      status: 200,
    });
  }
});

test("NetworkPolicy blocks enrollment: networkPolicy.consolePort decides the port that is open", async () => {
  const cluster = "policed";
  await storeToken(lab, cluster);
  const nowhere = ["--set", "nodeSelector.runs=nowhere", "--set", "networkPolicy.enabled=true"];
  const open = async (verb: "install" | "upgrade", ...options: string[]) => {
    const done = await helmRelease(lab, verb, cluster, ...nowhere, ...options);
    expect(done).toMatchObject({ code: 0 });
    const { items } = await lab.get("networkpolicy", "-n", namespace);
    return JSON.stringify(items[0].spec.egress);
  };
  const { sensorPort } = lab.console;
  expect(await open("install", "--set", "networkPolicy.consolePort=15999")).not.toContain(
    `"port":${sensorPort}`,
  );
  expect(await open("upgrade")).toContain(`"port":${sensorPort}`);
});

test("OpenShift SCCs: openshift.enabled grants the pods a constraint of their own", async () => {
  const cluster = "openshift";
  const nowhere = ["--set", "nodeSelector.runs=nowhere", "--set", "openshift.enabled=true"];
  await storeToken(lab, cluster);
  const refused = await helmRelease(lab, "install", cluster, ...nowhere);
  expect(refused.stderr).toContain('no matches for kind "SecurityContextConstraints"');
  expect(await lab.apply([constraintsKind])).toMatchObject({ code: 0 });
  await lab.kubectl("wait", "crd", constraintsKind.metadata.name, "--for=condition=Established");
  expect(await helmRelease(lab, "install", cluster, ...nowhere)).toMatchObject({ code: 0 });
  const constraints = await lab.get("securitycontextconstraints", release);
  expect(constraints).toMatchObject({ allowPrivilegedContainer: true, allowHostPID: true });
  const account = `system:serviceaccount:${namespace}:${release}`;
  const use = ["auth", "can-i", "use", `securitycontextconstraints/${release}`, "--as", account];
  expect((await lab.kubectl(...use, "-n", namespace)).trim()).toBe("yes");
  await uninstall(lab);
  await lab.kubectl("delete", "crd", constraintsKind.metadata.name);
});

/** The kind, as an API server other than OpenShift's can have it: without what enforces it. */
const constraintsKind = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "securitycontextconstraints.security.openshift.io" },
  spec: {
    group: "security.openshift.io",
    scope: "Cluster",
    names: { kind: "SecurityContextConstraints", plural: "securitycontextconstraints" },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
        },
      },
    ],
  },
};
