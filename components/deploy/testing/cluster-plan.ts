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
