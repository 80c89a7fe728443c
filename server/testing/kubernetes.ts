import { randomUUID } from "node:crypto";
import type { KubernetesNode } from "../../sensor-agent/src/protocol.ts";

/** What a sensor says of the Kubernetes node that it runs on. */
export function aNode(changes: Partial<KubernetesNode> = {}): KubernetesNode {
  return {
    clusterUid: randomUUID(),
    nodeName: "worker-1",
    nodeUid: randomUUID(),
    roles: ["worker"],
    labels: { "kubernetes.io/hostname": "worker-1", "topology.kubernetes.io/zone": "eu-1a" },
    kubeletVersion: "v1.34.1",
    ...changes,
  };
}

/** The facts of a request from such a node. */
export const nodeFactsOf = (kubernetes: KubernetesNode) => ({
  ...{ arch: "amd64", kernel: "6.1.0", os: "Debian 12", version: "0.1.0" },
  kubernetes,
});
