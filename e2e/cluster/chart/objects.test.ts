import { describe, expect, it } from "vitest";
import { only, render, values } from "./helm.ts";

const kindsOf = async (...args: string[]) =>
  (await render(...args)).map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();
const required = ["-f", values("required")];
const everything = ["-f", values("every-option")];

describe("objects", () => {
  it("makes those of the document, and the Lease's role", async () => {
    expect(await kindsOf("-f", values("token"), "--set", "imagePullSecret.password=x")).toEqual([
      "ClusterRole telovix-sensor",
      "ClusterRoleBinding telovix-sensor",
      "ConfigMap telovix-sensor",
      "DaemonSet telovix-sensor",
      "Pod telovix-sensor-test",
      "Role telovix-sensor",
      "RoleBinding telovix-sensor",
      "Secret telovix-sensor-enrollment",
      "Secret telovix-sensor-registry",
      "ServiceAccount telovix-sensor",
    ]);
  });

  it("makes the optional ones when asked", async () => {
    const basic = new Set(await kindsOf(...required));
    expect((await kindsOf(...everything)).filter((each) => !basic.has(each))).toEqual([
      "ClusterRole telovix-sensor-scc",
      "ClusterRole telovix-sensor-startup-gate",
      "ClusterRoleBinding telovix-sensor-startup-gate",
      "NetworkPolicy telovix-sensor",
      "PriorityClass telovix-sensor-priority",
      "RoleBinding telovix-sensor-scc",
      "SecurityContextConstraints telovix-sensor",
      "ValidatingWebhookConfiguration telovix-sensor",
    ]);
  });
});

describe("rights", () => {
  const rulesOf = async (kind: string, ...args: string[]) =>
    (await render(...args)).filter((each) => each.kind === kind).map(({ rules }) => rules);
  const verbs = ["get", "list", "watch"];

  it("reads exactly the kinds of the document, cluster-wide", async () => {
    expect(await rulesOf("ClusterRole", ...required)).toEqual([
      [
        {
          apiGroups: [""],
          resources: ["nodes", "pods", "namespaces", "services", "endpoints"],
          verbs,
        },
        {
          apiGroups: ["apps"],
          resources: ["deployments", "daemonsets", "replicasets", "statefulsets"],
          verbs,
        },
        { apiGroups: ["batch"], resources: ["jobs", "cronjobs"], verbs },
      ],
    ]);
  });

  it("writes one Lease in its own namespace", async () => {
    const leases = { apiGroups: ["coordination.k8s.io"], resources: ["leases"] };
    expect(await rulesOf("Role", ...required)).toEqual([
      [
        { ...leases, verbs: ["create"] },
        { ...leases, resourceNames: ["telovix-sensor"], verbs: ["get", "update"] },
      ],
    ]);
  });

  it("patches nodes for the start-up gate only", async () => {
    const gate = ["--set", "startupGate.enabled=true"];
    const [, ...others] = await rulesOf("ClusterRole", ...required, ...gate);
    expect(others).toEqual([[{ apiGroups: [""], resources: ["nodes"], verbs: ["patch"] }]]);
  });

  it("binds every role to its own ServiceAccount", async () => {
    const objects = await render(...everything);
    const bindings = objects.filter(({ kind }) => kind.endsWith("RoleBinding"));
    const account = { kind: "ServiceAccount", name: "telovix-sensor", namespace: "telovix-system" };
    expect(bindings.map(({ subjects }) => subjects)).toEqual(Array(4).fill([account]));
  });
});

it("lets out to DNS and the Console's two ports, and nothing in", async () => {
  const policy = ["--set", "networkPolicy.enabled=true"];
  const dns = ["UDP", "TCP"].map((protocol) => ({ port: 53, protocol }));
  const ports = (...all: number[]) => all.map((port) => ({ port, protocol: "TCP" }));
  expect(only(await render(...required, ...policy), "NetworkPolicy").spec).toEqual({
    podSelector: {
      matchLabels: {
        "app.kubernetes.io/name": "telovix-sensor",
        "app.kubernetes.io/instance": "telovix-sensor",
      },
    },
    policyTypes: ["Ingress", "Egress"],
    ingress: [],
    egress: [{ ports: dns }, { ports: ports(15484, 15483) }],
  });
  expect(only(await render("-f", values("token"), ...policy), "NetworkPolicy").spec).toMatchObject({
    egress: [{}, { ports: ports(15484, 443) }],
  });
  expect(only(await render(...everything), "NetworkPolicy").spec).toMatchObject({
    egress: [{}, { ports: ports(25484, 3128) }],
  });
});

it("asks the Console about pods, outside of the excluded namespaces and its own", async () => {
  const webhook = only(await render(...everything), "ValidatingWebhookConfiguration");
  expect(webhook.webhooks).toMatchObject([
    {
      clientConfig: {
        url: "https://console.corp.example.com/admission/v1/clusters/Prod.Cluster_1/review",
        caBundle: expect.stringMatching(/^LS0tLS1CRUdJTi/),
      },
      rules: [
        { operations: ["CREATE"], resources: ["pods"] },
        { operations: ["UPDATE"], resources: ["pods/ephemeralcontainers"] },
      ],
      namespaceSelector: {
        matchExpressions: [
          {
            key: "kubernetes.io/metadata.name",
            operator: "NotIn",
            values: ["kube-system", "monitoring", "telovix-system"],
          },
        ],
      },
      failurePolicy: "Fail",
      timeoutSeconds: 5,
      sideEffects: "None",
      admissionReviewVersions: ["v1"],
    },
  ]);
});

it("asks the sensors' own Console, trusted by its CA, when the webhook is told of no other", async () => {
  const args = ["-f", values("served"), "--set", "admission.enabled=true"];
  const objects = await render(...args);
  const [webhook] = Object(only(objects, "ValidatingWebhookConfiguration").webhooks);
  expect(webhook.clientConfig.url).toBe(
    "https://192.0.2.7:15483/admission/v1/clusters/ran-zone-a/review",
  );
  expect(atob(webhook.clientConfig.caBundle)).toContain("-----BEGIN CERTIFICATE-----");
});

it("grants OpenShift's constraints, and no more than the pod asks for", async () => {
  expect(only(await render(...everything), "SecurityContextConstraints")).toMatchObject({
    allowPrivilegedContainer: true,
    allowHostPID: true,
    allowHostNetwork: true,
    allowHostIPC: false,
    readOnlyRootFilesystem: true,
    users: [],
    groups: [],
  });
});
