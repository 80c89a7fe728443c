import { describe, expect, test } from "vitest";
import { aClusterPlan } from "../testing/cluster-plan.ts";
import {
  type ClusterView,
  clusterChoiceOf,
  clusterPlanOf,
  clusterProblems,
  clusterTokenInput,
} from "./choice.ts";

const view: ClusterView = {
  cluster: "prod-cluster",
  flavor: "standard",
  tag: [],
  nodeRole: "",
  namespace: null,
  release: null,
  vdu: false,
  networkPolicy: false,
  priorityClass: false,
  startupGate: false,
  admission: false,
  proxy: "",
  noProxy: null,
  image: "",
  ttl: null,
};
const { consoleUrl, caPem, caBundle, pin, version, token } = aClusterPlan();
const facts = {
  publicUrl: consoleUrl,
  sensorUrl: "https://console.example.com:15484",
  caCertificate: caPem,
  caBundle,
  version,
  install: { installUrl: `${consoleUrl}/api/v1/sensor/install.sh`, pin },
};
const planOf = (change: Partial<ClusterView>) =>
  clusterPlanOf(clusterChoiceOf({ ...view, ...change }), facts, token);

test("a name is all that has to be typed", () => {
  expect(clusterProblems(clusterChoiceOf(view))).toEqual({});
  expect(planOf({})).toEqual(aClusterPlan());
  expect(clusterProblems(clusterChoiceOf({ ...view, cluster: "" }))).toHaveProperty("clusterName");
});

test("what the address says of hosts is not looked at", () => {
  const hosts = { role: "edge", naming: "fixed", uses: "5", kind: "kubernetes" };
  const choice = clusterChoiceOf({ ...hosts, ...view });
  expect(clusterPlanOf(choice, facts, token)).toEqual(aClusterPlan());
});

test("the token is for the cluster and says nothing about its nodes", () => {
  const choice = clusterChoiceOf({ ...view, tag: ["env:lab"], nodeRole: "edge", ttl: 86_400 });
  expect(clusterTokenInput(choice)).toMatchObject({
    type: "cluster",
    clusterName: "prod-cluster",
    tags: [],
    ttlSeconds: 86_400,
  });
  expect(clusterTokenInput(choice)).not.toHaveProperty("role");
  expect(clusterTokenInput(clusterChoiceOf(view))).not.toHaveProperty("ttlSeconds");
});

test("what is left empty is not in the plan", () => {
  expect(planOf({ nodeRole: "", proxy: "", image: "" })).toMatchObject({
    nodeRole: null,
    proxy: null,
    imageRepository: null,
  });
  expect(planOf({ proxy: "http://proxy.example.com:8080" }).proxy).toEqual({
    url: "http://proxy.example.com:8080",
    noProxy: "localhost,127.0.0.1,.cluster.local",
  });
});

test("the overlay brings network policy and priority class", () => {
  expect(planOf({ vdu: true })).toMatchObject({ networkPolicy: true, priorityClass: true });
});

test("a Console on 443 has no port in its address", () => {
  const plan = clusterPlanOf(
    clusterChoiceOf(view),
    {
      ...facts,
      publicUrl: "https://console.example.com/",
      sensorUrl: "https://sensors.example.com",
    },
    token,
  );
  expect(plan).toMatchObject({ consoleUrl: "https://console.example.com", sensorPort: 443 });
});

describe("what is wrong is said by field", () => {
  test.each([
    [{ cluster: "-prod" }, "clusterName"],
    [{ cluster: "prod cluster" }, "clusterName"],
    [{ cluster: "$(id)" }, "clusterName"],
    [{ cluster: "a".repeat(129) }, "clusterName"],
    [{ tag: ["env:lab", "site:a", "env:prod"] }, "tags"],
    [{ nodeRole: "O-DU" }, "nodeRole"],
    [{ namespace: "" }, "namespace"],
    [{ namespace: "Telovix" }, "namespace"],
    [{ namespace: "telovix-" }, "namespace"],
    [{ namespace: "a".repeat(64) }, "namespace"],
    [{ release: "a".repeat(54) }, "release"],
    [{ release: "-rf" }, "release"],
    [{ proxy: "proxy:8080" }, "proxy"],
    [{ proxy: "http://user:secret@proxy:8080" }, "proxy"],
    [{ proxy: "http://proxy:8080", noProxy: "localhost 127.0.0.1" }, "noProxy"],
    [{ image: "registry.example.com/sensor:1.0" }, "image"],
    [{ image: "https://registry.example.com/sensor" }, "image"],
    [{ image: "sensor" }, "image"],
    [{ ttl: 59 }, "ttlSeconds"],
    [{ ttl: 315_360_001 }, "ttlSeconds"],
  ] satisfies [Partial<ClusterView>, string][])("%j: %s", (change, field) => {
    const problems = clusterProblems(clusterChoiceOf({ ...view, ...change }));
    expect(Object.keys(problems)).toEqual([field]);
  });

  test.each([
    { cluster: "1" },
    { cluster: "a".repeat(128) },
    { nodeRole: "o_du" },
    { namespace: "a".repeat(63) },
    { release: "a".repeat(53) },
    { proxy: "http://[2001:db8::1]:3128", noProxy: "" },
    { noProxy: "not looked at without a proxy" },
    { image: "localhost:5000/a/b__c/d-e" },
    { ttl: 60 },
    { ttl: 315_360_000 },
  ] satisfies Partial<ClusterView>[])("nothing with %j", (change) => {
    expect(clusterProblems(clusterChoiceOf({ ...view, ...change }))).toEqual({});
    expect(() => planOf(change)).not.toThrow();
  });
});
