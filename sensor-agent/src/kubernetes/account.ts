import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** How a pod reaches the Kubernetes API, and as whom. */
export interface Account {
  readonly host: string;
  readonly port: number;
  /** Both are read at each use, because the kubelet rotates them. */
  token(): string;
  ca(): string;
}

const mounted = "/var/run/secrets/kubernetes.io/serviceaccount";

/** The service account of this pod; null outside of one, or where its token is not mounted. */
export function podAccount(
  environment: Record<string, string | undefined>,
  folder = mounted,
): Account | null {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = environment;
  if (!host || !port || !existsSync(join(folder, "token"))) return null;
  const read = (name: string) => readFileSync(join(folder, name), "utf8").trim();
  return { host, port: Number(port), token: () => read("token"), ca: () => read("ca.crt") };
}
