import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startConsole } from "../console.ts";
import { eventually } from "../eventually.ts";
import { hostImage } from "../host/image.ts";
import { startControlPlane } from "./control-plane.ts";
import { startNode } from "./node.ts";
import { outcomeOf, tool } from "./tools.ts";

/** What test files need to reach the running cluster and its Console; plain values only. */
export interface RunningCluster {
  readonly kubeconfig: string;
  /** In the form of /etc/hosts: leads this machine's programs to the Console. */
  readonly hosts: string;
  /** Of this machine, for all nodes. */
  readonly address: string;
  /** helm's repositories, and the Console CA as `ca.pem`. */
  readonly folder: string;
  readonly console: {
    readonly url: string;
    readonly host: string;
    readonly port: number;
    readonly sensorPort: number;
    readonly ca: string;
    readonly adminKey: string;
    readonly env: Readonly<Record<string, string>>;
  };
  readonly nodes: readonly {
    readonly name: string;
    readonly address: string;
    readonly consoleAddress: string;
    readonly leader: number;
  }[];
}

declare module "vitest" {
  interface ProvidedContext {
    cluster: RunningCluster;
  }
}

export const nodeNames = ["node-01", "node-02", "node-03"];
/** Of the cluster that `node e2e/cluster/keep.ts` runs, for who writes tests. */
export const keptFile = join(import.meta.dirname, "..", "..", ".cache", "test", "cluster.json");
const consoleName = "console.telovix.test";

/** One Console and one cluster of `nodes` real nodes, from nothing. */
export async function startCluster(nodes: readonly string[]) {
  await using unfinished = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "telovix-helm-"));
  unfinished.defer(() => rm(folder, { recursive: true, force: true }));
  await hostImage("node");
  const [console, plane] = await Promise.all([
    startConsole({ host: consoleName }).then((each) => unfinished.use(each)),
    startControlPlane({ consoleName }).then((each) => unfinished.use(each)),
  ]);
  await writeFile(join(folder, "ca.pem"), console.ca);
  const adminKey = await console.cli("api-key", "create", "--name", "cluster", "--role", "admin");
  const started = await Promise.all(
    nodes.map(async (name, index) => {
      const registry = { registry: `${consoleName}:${console.port}`, registryCa: console.ca };
      const node = await startNode(plane, { name, number: index + 1, consoleName, ...registry });
      return unfinished.use(node);
    }),
  );
  await asControlPlane(plane.kubeconfig, nodes[0] ?? "");
  const { url, host, port, sensorPort, ca, env } = console;
  const running: RunningCluster = {
    ...{ kubeconfig: plane.kubeconfig, hosts: plane.hosts, folder, address: plane.address },
    console: { url, host, port, sensorPort, ca, env, adminKey: adminKey.trim() },
    nodes: started.map(({ name, machine: { address, consoleAddress, leader } }) => {
      return { name, address, consoleAddress, leader };
    }),
  };
  const complete = unfinished.move();
  return { running, stop: () => complete.disposeAsync() };
}

/** The label and the taint that kubeadm gives to the first node. */
async function asControlPlane(kubeconfig: string, node: string): Promise<void> {
  const role = "node-role.kubernetes.io/control-plane";
  for (const args of [
    ["label", "node", node, `${role}=`],
    ["taint", "node", node, `${role}:NoSchedule`],
  ]) {
    await eventually(`${node} as control plane`, 60_000, async () => {
      const command = [tool("kubectl"), "--kubeconfig", kubeconfig, ...args] as const;
      return (await outcomeOf([...command])).code === 0;
    });
  }
}

/** Vitest global set-up: one cluster for all files, which leave it as they found it. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const kept = await readFile(keptFile, "utf8").catch(() => undefined);
  if (kept !== undefined) {
    project.provide("cluster", JSON.parse(kept));
    return undefined;
  }
  const { running, stop } = await startCluster(nodeNames);
  project.provide("cluster", running);
  return stop;
}
