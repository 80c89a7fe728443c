import type { ClusterPlan } from "../kubernetes/plan.ts";
import { aPlan } from "./plan.ts";

/** A cluster's plan as the wizard makes one, changed where a test needs it. */
export function aClusterPlan(change: Partial<ClusterPlan> = {}): ClusterPlan {
  const { consoleUrl, pin, caPem, token } = aPlan();
  return {
    consoleUrl,
    pin,
    caPem,
    caBundle: btoa(caPem),
    sensorPort: 15_484,
    version: "0.1.0",
    token,
    clusterName: "prod-cluster",
    namespace: "telovix-system",
    release: "telovix-sensor",
    flavor: "standard",
    tags: [],
    nodeRole: null,
    vdu: false,
    networkPolicy: false,
    priorityClass: false,
    startupGate: false,
    admission: false,
    proxy: null,
    imageRepository: null,
    ...change,
  };
}

/** Every option, one at a time and all at once. */
export const everyClusterPlan: ReadonlyMap<string, ClusterPlan> = new Map(
  Object.entries({
    plain: {},
    telecom: { flavor: "telecom", tags: ["site:oslo-dc1", "domain:ran", "plmn:242-01"] },
    role: { nodeRole: "edge" },
    vdu: { vdu: true, flavor: "telecom", networkPolicy: true, priorityClass: true },
    "vdu-standard": { vdu: true, networkPolicy: true, priorityClass: true, nodeRole: "o_cu" },
    policy: { networkPolicy: true },
    "policy-port": { networkPolicy: true, sensorPort: 443 },
    priority: { priorityClass: true },
    gate: { startupGate: true },
    admission: { admission: true },
    proxy: {
      proxy: {
        url: "http://proxy.example.com:8080",
        noProxy: "localhost,127.0.0.1,.cluster.local",
      },
    },
    mirror: { imageRepository: "registry.example.com/telovix/sensor" },
    place: { namespace: "security", release: "edge", clusterName: "ran-zone-a" },
    number: { clusterName: "242", nodeRole: "null", release: "true", namespace: "1" },
    public: { pin: null, admission: true },
    "public-mirror": { pin: null, imageRepository: "registry.example.com/telovix/sensor" },
    all: {
      flavor: "telecom",
      tags: ["site:oslo-dc1", "domain:ran"],
      nodeRole: "edge",
      networkPolicy: true,
      sensorPort: 443,
      priorityClass: true,
      startupGate: true,
      admission: true,
      proxy: { url: "http://proxy.example.com:8080", noProxy: "localhost,.cluster.local" },
    },
  } satisfies Record<string, Partial<ClusterPlan>>).map(([name, change]) => [
    name,
    aClusterPlan(change),
  ]),
);
