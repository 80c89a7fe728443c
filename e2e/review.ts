import type { Client } from "./client.ts";

/** What an API server is answered for a pod that somebody creates in a cluster, and how fast. */
export async function review(
  client: Client,
  cluster: string,
  image: string,
): Promise<{ allowed: boolean; message: string | undefined; tookMs: number }> {
  const body = {
    ...{ kind: "AdmissionReview", apiVersion: "admission.k8s.io/v1" },
    request: {
      ...{ uid: crypto.randomUUID(), operation: "CREATE", namespace: "web", dryRun: false },
      kind: { group: "", version: "v1", kind: "Pod" },
      userInfo: { username: "jane" },
      object: {
        ...{ kind: "Pod", apiVersion: "v1", metadata: { name: "web", namespace: "web" } },
        spec: { containers: [{ name: "web", image }] },
      },
    },
  };
  const begin = performance.now();
  const path = `/admission/v1/clusters/${cluster}/review?timeout=10s`;
  const { json, status } = await client.call(path, { body });
  if (status !== 200 || json.response.uid !== body.request.uid)
    throw new Error(`Answered ${status} ${JSON.stringify(json)}`);
  const { allowed, status: refusal } = json.response;
  return { allowed, message: refusal?.message, tookMs: performance.now() - begin };
}
