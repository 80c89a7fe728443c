import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chart, runTool } from "./helm.ts";

const required = [
  "sensor.consoleUrl=https://console.example.com:15483",
  "sensor.existingSecret=telovix-sensor-token",
  "clusterName=prod",
];
const name = "telovix-sensor-priority";
const group = "scheduling.k8s.io";
const groupVersion = `${group}/v1`;
const version = { groupVersion, version: "v1" };
/** As much of a Kubernetes API as helm asks for one object: a PriorityClass with the value 1000. */
const objects: Record<string, unknown> = {
  "/version": { major: "1", minor: "35", gitVersion: "v1.35.0" },
  "/api": { kind: "APIVersions", versions: ["v1"] },
  "/apis": {
    ...{ kind: "APIGroupList", apiVersion: "v1" },
    groups: [{ name: group, versions: [version], preferredVersion: version }],
  },
  "/api/v1": { kind: "APIResourceList", groupVersion: "v1", resources: [] },
  [`/apis/${groupVersion}`]: {
    ...{ kind: "APIResourceList", groupVersion },
    resources: [{ name: "priorityclasses", kind: "PriorityClass", namespaced: false, verbs: [] }],
  },
  [`/apis/${groupVersion}/priorityclasses/${name}`]: {
    ...{ kind: "PriorityClass", apiVersion: groupVersion, metadata: { name }, value: 1000 },
  },
};

let api: Server;
beforeAll(async () => {
  api = createServer(({ url = "" }, response) => {
    const found = objects[url.split("?")[0] ?? ""];
    const missing = { kind: "Status", apiVersion: "v1", status: "Failure", reason: "NotFound" };
    response.writeHead(found ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(found ?? { ...missing, code: 404 }));
  });
  api.listen(0, "127.0.0.1");
  await once(api, "listening");
});
afterAll(() => {
  api.closeAllConnections();
  api.close();
});

/** Against that cluster; without a Secret, which it does not know. */
function upgraded(...sets: string[]) {
  const url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const server = ["--dry-run=server", "--kube-apiserver", url];
  const options = [
    "priorityClass.create=true",
    "sensor.verifyExistingSecret=false",
    ...required,
    ...sets,
  ];
  const given = options.flatMap((set) => ["--set", set]);
  return runTool("helm", "template", "telovix-sensor", chart, ...server, ...given);
}

it("refuses another value for a class that exists, before anything is changed", async () => {
  const { code, stdout, stderr } = await upgraded("priorityClass.value=2000");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(
    `priorityClass.value is 2000, and the PriorityClass ${name} has 1000 already, which Kubernetes does not change. Give the class another name: --set priorityClass.name=${name}-2000`,
  );
});

it.each([
  ["the same value", "priorityClass.value=1000"],
  ["another name", `priorityClass.value=2000,priorityClass.name=${name}-2000`],
])("takes %s", async (_what, set) => {
  expect(await upgraded(set)).toMatchObject({ code: 0 });
});
