import { join } from "node:path";
import { type Client, makeClient } from "../client.ts";
import { makeCli } from "../console.ts";
import { type Machine, makeExec, makeSh, type Outcome } from "../host/machine.ts";
import type { RunningCluster } from "./start.ts";
import { amongNames, outcomeOf, tool } from "./tools.ts";

/** A cluster, its Console, and the programs that an administrator has. */
export interface Lab {
  readonly console: RunningCluster["console"];
  readonly api: Client;
  readonly nodes: readonly LabNode[];
  /** Of this machine, for all nodes. */
  readonly address: string;
  /** `npm run cli -- …` of the Console. */
  cli(...args: string[]): Promise<string>;
  /** The folder that helm runs in: files of values, and the Console CA as `ca.pem`. */
  readonly folder: string;
  /** Standard output of a command that must succeed. */
  kubectl(...args: string[]): Promise<string>;
  helm(...args: string[]): Promise<string>;
  /** The same for what may fail. */
  tryKubectl(...args: string[]): Promise<Outcome>;
  tryHelm(...args: string[]): Promise<Outcome>;
  /** `kubectl apply` of objects. */
  apply(objects: readonly object[], ...options: string[]): Promise<Outcome>;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever shape the object should have
  get(...args: string[]): Promise<any>;
  sensors(cluster: string): Promise<Sensor[]>;
  sensor(id: string): Promise<Sensor>;
}

export interface LabNode {
  readonly name: string;
  readonly address: string;
  /** Of the Console, as this node sees it. */
  readonly consoleAddress: string;
  /** Its PID 1, as this machine sees it. */
  readonly leader: number;
  readonly exec: Machine["exec"];
  readonly sh: Machine["sh"];
}

/** What of the API's sensor these tests look at. */
export interface Sensor {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly clusterName: string | null;
  readonly role: string;
  readonly flavor: string;
  readonly tags: readonly string[];
  readonly certificate: { readonly serial: string };
  readonly token: { readonly id: string };
  readonly departed: { readonly at: string; readonly reason: string; readonly by: string } | null;
}

export function makeLab(running: RunningCluster): Lab {
  const { address, console, folder, hosts, kubeconfig, nodes } = running;
  const headers = { authorization: `Bearer ${console.adminKey}` };
  const api = makeClient({ url: console.url, ca: console.ca, headers });
  const env = {
    KUBECONFIG: kubeconfig,
    ...Object.fromEntries(
      ["CACHE", "CONFIG", "DATA"].map((kind) => [`HELM_${kind}_HOME`, join(folder, kind)]),
    ),
  };
  const run = (program: string, input?: string) => (args: readonly string[]) =>
    outcomeOf(amongNames(hosts, [tool(program), ...args]), {
      env,
      ...(input === undefined ? {} : { input }),
    });
  const tryKubectl = (...args: string[]) => run("kubectl")(args);
  const tryHelm = (...args: string[]) => run("helm")(args);
  const kubectl = async (...args: string[]) =>
    succeeded(["kubectl", ...args], await tryKubectl(...args));
  return {
    ...{ address, console, api, folder, kubectl, tryKubectl, tryHelm },
    cli: makeCli({ ...console.env }),
    nodes: nodes.map((node) => {
      const exec = makeExec(node.leader);
      return { ...node, exec, sh: makeSh(exec) };
    }),
    helm: async (...args) => succeeded(["helm", ...args], await tryHelm(...args)),
    apply: (items, ...options) => {
      const list = JSON.stringify({ apiVersion: "v1", kind: "List", items });
      return run("kubectl", list)(["apply", "-f", "-", ...options]);
    },
    get: async (...args) => JSON.parse(await kubectl("get", ...args, "-o", "json")),
    sensors: async (cluster) =>
      (await api.call(`/api/v1/sensors?limit=500&cluster=${cluster}`)).json.items,
    sensor: async (id) => (await api.call(`/api/v1/sensors/${id}`)).json,
  };
}

function succeeded(command: readonly string[], { code, stdout, stderr }: Outcome): string {
  if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}: ${stderr}${stdout}`);
  return stdout;
}
