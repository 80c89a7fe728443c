import type { Pair } from "./certificates.ts";

/** How a program reaches the API server, and as whom. */
export interface Access {
  readonly server: string;
  readonly ca: string;
  readonly client: Pair;
}

const base64 = (text: string) => Buffer.from(text).toString("base64");

/** A kubeconfig file; JSON is YAML too. */
export function kubeconfig({ server, ca, client }: Access): string {
  const user = {
    "client-certificate-data": base64(client.certificate),
    "client-key-data": base64(client.key),
  };
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster: { server, "certificate-authority-data": base64(ca) } }],
    users: [{ name: "test", user }],
    contexts: [{ name: "test", context: { cluster: "test", user: "test" } }],
    "current-context": "test",
  });
}
