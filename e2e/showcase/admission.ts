import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Client } from "../client.ts";

/** What an API server sends before it creates a pod of these containers. */
export function aReview(pod: {
  namespace: string;
  name?: string;
  user?: string;
  containers: readonly { name: string; image: string; securityContext?: object }[];
  spec?: object;
}) {
  const { namespace, name = "web", user = "jane@example.com", containers, spec } = pod;
  return {
    apiVersion: "admission.k8s.io/v1",
    kind: "AdmissionReview",
    request: {
      uid: randomUUID(),
      kind: { group: "", version: "v1", kind: "Pod" },
      resource: { group: "", version: "v1", resource: "pods" },
      name,
      namespace,
      operation: "CREATE",
      dryRun: false,
      userInfo: { username: user, groups: ["system:authenticated"] },
      object: {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name, namespace },
        spec: { containers, ...spec },
      },
      oldObject: null,
    },
  };
}

/** Where a cluster's API server asks. */
export const reviewPath = (cluster: string) => `/admission/v1/clusters/${cluster}/review`;

const rules = [
  {
    templateId: "allowed-registries",
    parameters: { registries: ["registry.example.com", "ghcr.io/acme"] },
    name: "Images from our registries",
    description: "What runs here was built and scanned by us.",
    excludeNamespaces: ["kube-system", "telovix-system"],
  },
  {
    templateId: "no-latest-tag",
    name: "No latest tag",
    action: "warn",
    excludeNamespaces: ["kube-system", "telovix-system"],
  },
  {
    name: "No privileged pods outside of the platform",
    message: "Privileged containers run in platform namespaces only.",
    expression:
      "containers.exists(c, has(c.securityContext) && has(c.securityContext.privileged) && c.securityContext.privileged)",
    clusters: ["oslo-*"],
    excludeNamespaces: ["kube-system", "telovix-system", "platform-*"],
  },
  {
    name: "A team for every pod",
    message: "Label the pod with the team that is called when it breaks.",
    expression: '!(has(object.metadata.labels) && "team" in object.metadata.labels)',
    action: "warn",
    enabled: false,
    namespaces: ["shop", "billing"],
  },
];

const image = (name: string, text: string) => ({ name, image: text });
const reviews = [
  { namespace: "shop", name: "web-7c9d", containers: [image("web", "nginx:latest")] },
  { namespace: "shop", containers: [image("web", "registry.example.com/web:1.4.2")] },
  {
    namespace: "billing",
    name: "ledger-5f6b",
    user: "system:serviceaccount:kube-system:replicaset-controller",
    containers: [
      {
        ...image("ledger", "registry.example.com/ledger:2.1"),
        securityContext: { privileged: true },
      },
      image("proxy", "docker.io/envoyproxy/envoy:v1.31.0"),
    ],
  },
  {
    namespace: "ci",
    name: "runner-12",
    containers: [image("runner", "ghcr.io/acme/runner:latest")],
  },
] as const;

/** Rules as people write them, and what the cluster oslo-1 asked since. */
export async function decide(api: Client): Promise<void> {
  for (const body of rules) {
    const { status, text } = await api.call("/api/v1/admission/rules", { body });
    if (status >= 300) throw new Error(`Rule ${body.name}: ${status} ${text}`);
  }
  // Consoles read rules anew within a second.
  await setTimeout(1_500);
  for (const pod of reviews) await api.call(reviewPath("oslo-1"), { body: aReview(pod) });
}
