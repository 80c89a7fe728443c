import { afterAll, beforeAll, expect, test } from "vitest";
import { openLab } from "./open-lab.ts";
import { addRepository, cleanUp, helmRelease, namespace, release, storeToken } from "./release.ts";

// "Read-only access to nodes, pods, namespaces, services, endpoints, deployments, daemonsets,
// replicasets, statefulsets, jobs, cronjobs", asked of the API server as the sensors' own account.
const lab = openLab();
const account = ["--as", `system:serviceaccount:${namespace}:${release}`];
const listed = ["nodes", "pods", "namespaces", "services", "endpoints"].concat(
  ["deployments", "daemonsets", "replicasets", "statefulsets"].map((kind) => `${kind}.apps`),
  ["jobs.batch", "cronjobs.batch"],
);
const reading = ["get", "list", "watch"];
const writing = ["create", "update", "patch", "delete", "deletecollection"];

beforeAll(async () => {
  await cleanUp(lab);
  await addRepository(lab);
  await storeToken(lab, "prod-cluster");
  // No sensor has to run for this.
  const nowhere = ["--set", "nodeSelector.runs=nowhere"];
  expect(await helmRelease(lab, "install", "prod-cluster", ...nowhere)).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await cleanUp(lab);
  lab.api.close();
});

const canI = async (verb: string, kind: string) => {
  const { stdout } = await lab.tryKubectl("auth", "can-i", verb, kind, "-A", ...account);
  return stdout.trim();
};

test.for(listed)("ClusterRole: %s may be read, and nothing else", async (kind) => {
  const verbs = [...reading, ...writing];
  const answers = await Promise.all(verbs.map((verb) => canI(verb, kind)));
  expect(Object.fromEntries(verbs.map((verb, index) => [verb, answers[index]]))).toEqual({
    ...Object.fromEntries(reading.map((verb) => [verb, "yes"])),
    ...Object.fromEntries(writing.map((verb) => [verb, "no"])),
  });
});

/** `kubectl auth can-i --list`: resources with their names, and verbs; not what anybody may. */
async function granted(inNamespace: string): Promise<Record<string, string>> {
  const table = await lab.kubectl("auth", "can-i", "--list", "-n", inNamespace, ...account);
  const rows = table.trim().split("\n").slice(1);
  const anybodys = /^(\s|selfsubject|\[\/)/;
  return Object.fromEntries(
    rows
      .filter((row) => !anybodys.test(row))
      .map((row) => /^(\S+) +\[\] +\[(.*?)\] +\[(.*?)\]$/.exec(row.trim()) ?? [row, row, "", ""])
      .map(([, kind = "", names = "", verbs = ""]) => [`${kind} ${names}`.trim(), verbs]),
  );
}

const readOnly = Object.fromEntries(listed.map((kind) => [kind, reading.join(" ")]));

test("nothing that is not listed", async () => {
  expect(await granted("default")).toEqual(readOnly);
});

test("in the release's namespace the Lease by which sensors elect one of them, and no Secret", async () => {
  expect(await granted(namespace)).toEqual({
    ...readOnly,
    "leases.coordination.k8s.io": "create",
    "leases.coordination.k8s.io telovix-sensor": "get update",
  });
});

test("the start-up gate adds that nodes are patched, and only then", async () => {
  const gate = ["--reuse-values", "--set", "startupGate.enabled=true"];
  await lab.helm("upgrade", release, "telovix/telovix-sensor", "-n", namespace, ...gate);
  expect(await granted("default")).toEqual({ ...readOnly, nodes: expect.stringMatching(/patch/) });
});
