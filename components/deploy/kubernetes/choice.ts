import { names } from "../../../sensor-agent/src/protocol.ts";
import { CreateTokens } from "../../../server/tokens/schema.ts";
import type { ConsoleFacts } from "../choice.ts";
import {
  ClusterName,
  ClusterPlan,
  ImageRepository,
  Namespace,
  NoProxy,
  ProxyUrl,
  ReleaseName,
} from "./plan.ts";

/** What the address says; null: the default. Texts are as typed. */
export interface ClusterView {
  readonly cluster: string;
  readonly flavor: ClusterPlan["flavor"];
  readonly tag: readonly string[];
  readonly nodeRole: string;
  readonly namespace: string | null;
  readonly release: string | null;
  readonly vdu: boolean;
  readonly networkPolicy: boolean;
  readonly priorityClass: boolean;
  readonly startupGate: boolean;
  readonly admission: boolean;
  readonly proxy: string;
  readonly noProxy: string | null;
  readonly image: string;
  readonly ttl: number | null;
}

/** Every option of a cluster, as typed: not yet known to be right. */
export interface ClusterChoice extends Omit<ClusterView, "cluster" | "tag" | "ttl"> {
  readonly clusterName: string;
  readonly tags: string[];
  readonly namespace: string;
  readonly release: string;
  readonly noProxy: string;
  readonly ttlSeconds: number | null;
}

export const clusterDefaults = {
  namespace: "telovix-system",
  release: "telovix-sensor",
  noProxy: "localhost,127.0.0.1,.cluster.local",
} as const;

/** What the address says, filled up with what the chart's documentation uses. */
export function clusterChoiceOf(view: ClusterView): ClusterChoice {
  const { flavor, nodeRole, vdu, startupGate, admission, proxy, image } = view;
  return {
    clusterName: view.cluster,
    flavor,
    tags: [...view.tag],
    nodeRole,
    namespace: view.namespace ?? clusterDefaults.namespace,
    release: view.release ?? clusterDefaults.release,
    vdu,
    // The overlay brings both.
    networkPolicy: view.networkPolicy || vdu,
    priorityClass: view.priorityClass || vdu,
    startupGate,
    admission,
    proxy,
    noProxy: view.noProxy ?? clusterDefaults.noProxy,
    image,
    ttlSeconds: view.ttl,
  };
}

export type ClusterProblems = Partial<
  Record<
    | "clusterName"
    | "tags"
    | "nodeRole"
    | "namespace"
    | "release"
    | "proxy"
    | "noProxy"
    | "image"
    | "ttlSeconds",
    string
  >
>;

/** What is wrong with a choice, by field, each as a sentence for a person. */
export function clusterProblems(choice: ClusterChoice): ClusterProblems {
  const { clusterName, nodeRole, proxy, image, ttlSeconds: ttl } = choice;
  const problems: ClusterProblems = {};
  if (clusterName === "")
    problems.clusterName = "Enter a name for the cluster, such as prod-cluster.";
  else if (!ClusterName.safeParse(clusterName).success)
    problems.clusterName =
      "1–128 letters, digits, dot, dash or underscore, starting with a letter or digit.";
  const keys = choice.tags.map((tag) => tag.slice(0, tag.indexOf(":")));
  const twice = keys.find((key, index) => keys.indexOf(key) < index);
  if (twice !== undefined)
    problems.tags = `The chart takes each key once; ${twice} is there twice.`;
  if (nodeRole !== "" && !names.role.test(nodeRole))
    problems.nodeRole = "Lower case letters, digits and underscore, starting with a letter.";
  if (!Namespace.safeParse(choice.namespace).success)
    problems.namespace = "1–63 lower case letters, digits or dashes, no dash at either end.";
  if (!ReleaseName.safeParse(choice.release).success)
    problems.release = "1–53 lower case letters, digits or dashes, no dash at either end.";
  if (proxy !== "" && !ProxyUrl.safeParse(proxy).success)
    problems.proxy = "As in http://proxy.example.com:8080, without user and password.";
  if (proxy !== "" && !NoProxy.safeParse(choice.noProxy).success)
    problems.noProxy = "Names, addresses and networks, separated by commas without spaces.";
  if (image !== "" && !ImageRepository.safeParse(image).success)
    problems.image = "As in registry.example.com/telovix/sensor, without a tag.";
  if (ttl !== null && (ttl < 60 || ttl > 315_360_000))
    problems.ttlSeconds = "1 minute to 10 years.";
  return problems;
}

/**
 * A token for all nodes of the cluster, bound to its name alone: several releases of one cluster may
 * tag their nodes differently, so tags and role stay in the values.
 */
export function clusterTokenInput({ clusterName, ttlSeconds }: ClusterChoice): CreateTokens {
  return CreateTokens.parse({
    type: "cluster",
    clusterName,
    tags: [],
    ...(ttlSeconds !== null && { ttlSeconds }),
    description: "Deploy Sensor: Kubernetes",
  });
}

export interface ClusterFacts extends ConsoleFacts {
  /** Where enrolled sensors connect to. */
  readonly sensorUrl: string;
  readonly version: string;
  readonly caBundle: string;
}

/** @throws {ZodError} on what no snippet may hold, whatever let it through before */
export function clusterPlanOf(
  choice: ClusterChoice,
  console: ClusterFacts,
  token: string,
): ClusterPlan {
  const { ttlSeconds: _ttl, image, noProxy, nodeRole, proxy, ...same } = choice;
  return ClusterPlan.parse({
    ...same,
    consoleUrl: new URL(console.publicUrl).origin,
    pin: console.install.pin,
    caPem: console.caCertificate,
    caBundle: console.caBundle,
    sensorPort: portOf(console.sensorUrl),
    version: console.version,
    token,
    nodeRole: nodeRole || null,
    proxy: proxy ? { url: proxy, noProxy } : null,
    imageRepository: image || null,
  });
}

function portOf(url: string): number {
  // A browser drops 443 from wss:// and https://.
  return Number(new URL(url).port || 443);
}
