import type { EnrollRequest, KubernetesNode } from "../../sensor-agent/src/protocol.ts";

/** What is kept of a Kubernetes node in one column, beside its names and its labels. */
export function nodeFacts({ roles, kubeletVersion, installId }: KubernetesNode) {
  return { roles, kubeletVersion, ...(installId === undefined ? {} : { installId }) };
}

/** What a request says of its Kubernetes node, as the columns of `sensor`; all null outside of one. */
export function nodeColumns({ facts: { kubernetes } }: EnrollRequest) {
  return {
    clusterUid: kubernetes?.clusterUid ?? null,
    nodeName: kubernetes?.nodeName ?? null,
    nodeUid: kubernetes?.nodeUid ?? null,
    nodeFacts: kubernetes ? JSON.stringify(nodeFacts(kubernetes)) : null,
    nodeLabels: kubernetes ? JSON.stringify(kubernetes.labels) : null,
  };
}

/** The facts without those that have columns of their own, which a running sensor keeps up to date. */
export function hostFacts({ facts }: EnrollRequest): string {
  const { kubernetes: _kept, ...host } = facts;
  return JSON.stringify(host);
}
