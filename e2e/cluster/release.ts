import { eventually } from "../eventually.ts";
import type { Outcome } from "../host/machine.ts";
import type { Lab, Sensor } from "./lab.ts";

export const namespace = "telovix-system";
export const release = "telovix-sensor";
export const secret = "telovix-sensor-token";
const selector = `app.kubernetes.io/name=${release}`;

/** What of a pod these tests look at. */
export interface Pod {
  readonly metadata: { readonly name: string; readonly uid: string };
  readonly spec: { readonly nodeName: string };
  readonly status: {
    readonly phase: string;
    readonly podIP?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/** A new cluster token of the Console. */
export async function clusterToken({ api }: Lab, clusterName: string) {
  const body = { type: "cluster", clusterName };
  const { status, json, text } = await api.call("/api/v1/enrollment-tokens", { body });
  if (status !== 201) throw new Error(`No token: ${status} ${text}`);
  return json.tokens[0] as { id: string; token: string; expiresAt: string };
}

/** `kubectl create secret` as the document has it. */
export const createSecret = (lab: Lab, token: string) =>
  lab.tryKubectl(
    ...["create", "secret", "generic", secret, "--namespace", namespace],
    `--from-literal=enrollmentToken=${token}`,
  );

/** The namespace, and in it the Secret with a token for the cluster of this name. */
export async function storeToken(lab: Lab, clusterName: string) {
  await lab.tryKubectl("create", "namespace", namespace);
  await lab.tryKubectl("delete", "secret", secret, "-n", namespace);
  const token = await clusterToken(lab, clusterName);
  const stored = await createSecret(lab, token.token);
  if (stored.code !== 0) throw new Error(stored.stderr);
  return token;
}

/** A token in the Secret, in place of the one that is there. */
export async function rotateTo(lab: Lab, token: string): Promise<void> {
  const patch = JSON.stringify({ stringData: { enrollmentToken: token } });
  await lab.kubectl("patch", "secret", secret, "-n", namespace, "-p", patch);
}

/** `helm install` or `helm upgrade` of the Console's chart, with the values that it needs. */
export function helmRelease(
  lab: Lab,
  verb: "install" | "upgrade",
  clusterName: string,
  ...options: string[]
): Promise<Outcome> {
  return lab.tryHelm(
    ...[verb, release, "telovix/telovix-sensor", "--namespace", namespace],
    ...["--set", `sensor.consoleUrl=${lab.console.url}`],
    ...["--set", `sensor.existingSecret=${secret}`, "--set", `clusterName=${clusterName}`],
    ...options,
  );
}

/** The same for one that must succeed, until each node's pod is ready. */
export async function rolledOut(
  lab: Lab,
  verb: "install" | "upgrade",
  clusterName: string,
  ...options: string[]
): Promise<Pod[]> {
  const { code, stderr } = await helmRelease(lab, verb, clusterName, ...options);
  if (code !== 0) throw new Error(stderr);
  return allReady(lab);
}

export async function allReady(lab: Lab): Promise<Pod[]> {
  await lab.kubectl("rollout", "status", `daemonset/${release}`, "-n", namespace, "--timeout=120s");
  return pods(lab);
}

/** The sensors' pods that are there, by node. */
export async function pods(lab: Lab): Promise<Pod[]> {
  const { items } = await lab.get("pods", "-n", namespace, "-l", selector);
  return items.toSorted((a: Pod, b: Pod) => a.spec.nodeName.localeCompare(b.spec.nodeName));
}

/** Waits until so many sensors of the cluster are healthy, one of each name. */
export const healthy = (
  lab: Lab,
  clusterName: string,
  count: number,
  withinMs = 45_000,
): Promise<Sensor[]> =>
  eventually(`${count} healthy sensors`, withinMs, async () => {
    const found = await lab.sensors(clusterName);
    const are = found.length === count && found.every(({ status }) => status === "healthy");
    return are ? found.toSorted((a, b) => a.name.localeCompare(b.name)) : undefined;
  });

/** What stays: who a sensor is and by which certificate. */
export const identities = (sensors: readonly Sensor[]) =>
  sensors.map(({ id, name, certificate }) => ({ id, name, serial: certificate.serial }));

/** Uninstalls what is there and cleans nodes, as the document has it. */
export async function uninstall(lab: Lab): Promise<void> {
  await lab.tryHelm("uninstall", release, "--namespace", namespace, "--ignore-not-found");
  await lab.kubectl(
    "wait",
    "pod",
    "-n",
    namespace,
    "-l",
    selector,
    "--for=delete",
    "--timeout=90s",
  );
  // Its holder could not give it back any more: the next release would wait until it has expired.
  await lab.kubectl("delete", "lease", release, "-n", namespace, "--ignore-not-found");
  for (const node of lab.nodes) await node.sh("rm -rf /var/lib/telovix-sensor");
}

/** The same and what tests made, so that the next file begins with an empty cluster. */
export async function cleanUp(lab: Lab): Promise<void> {
  await uninstall(lab);
  await lab.kubectl("delete", "namespace", namespace, "--ignore-not-found", "--timeout=90s");
}

/** Makes the Console's charts known to helm, as the document has it. */
export async function addRepository(lab: Lab): Promise<void> {
  const ca = ["--ca-file", `${lab.folder}/ca.pem`, "--force-update"];
  await lab.helm("repo", "add", "telovix", `${lab.console.url}/charts`, ...ca);
  await lab.helm("repo", "update");
}

/** Deletes the pods of these nodes, and waits for those that the DaemonSet makes. */
export async function restart(lab: Lab, ...nodes: string[]): Promise<void> {
  const old = (await pods(lab)).filter(({ spec }) => nodes.includes(spec.nodeName));
  const names = old.map(({ metadata }) => metadata.name);
  await lab.kubectl("delete", "pod", "-n", namespace, ...names);
  await allReady(lab);
}

/** What the container of all sensors' pods said so far. */
export const logs = (lab: Lab, container: string): Promise<string> =>
  lab.kubectl("logs", "-n", namespace, "-l", selector, "-c", container, "--tail=-1");
