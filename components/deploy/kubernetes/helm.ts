import { shellWord } from "../../tokens/install-command.ts";
import { command } from "../snippets/shell.ts";
import type { SnippetFile } from "../snippets/snippet.ts";
import { yamlValues } from "../snippets/yaml.ts";
import {
  addRepository,
  type ChartSource,
  fetchCa,
  fetchOverlay,
  fromRegistry,
  fromRepository,
  vduFile,
} from "./chart.ts";
import { nodesTrust } from "./nodes-trust.ts";
import type { Part } from "./parts.ts";
import type { ClusterPlan } from "./plan.ts";
import { storeTokenPart } from "./secret.ts";
import { setOptions } from "./set-options.ts";
import { clusterValues } from "./values.ts";

/** Helm with its values on the command line, as the documentation has it. */
export const helmParts = (plan: ClusterPlan): (Part | null)[] => [
  repositoryPart(plan),
  storeTokenPart(plan),
  nodesTrust(plan),
  {
    title: "Install the chart",
    files: [withOptions(plan, fromRepository)],
    notes: [missingSecret(plan)],
  },
];

/** Helm with a values file, for what is kept under version control. */
export const valuesParts = (plan: ClusterPlan): (Part | null)[] => [
  repositoryPart(plan),
  storeTokenPart(plan),
  nodesTrust(plan),
  {
    title: "Install the chart",
    files: [valuesFile(plan), withFile(plan, fromRepository)],
    notes: [
      missingSecret(plan),
      `Upgrade with \`helm repo update\`, then \`helm upgrade ${plan.release}\` and the same options.`,
    ],
  },
];

/** Helm without a repository: the chart as an OCI artifact. */
export const ociParts = (plan: ClusterPlan): (Part | null)[] => [
  caPart(plan),
  storeTokenPart(plan),
  nodesTrust(plan),
  {
    title: "Install the chart",
    files: [withOptions(plan, fromRegistry(plan))],
    notes: [missingSecret(plan)],
  },
];

function repositoryPart(plan: ClusterPlan): Part {
  return {
    title: "Add the chart repository",
    files: [{ name: "add-repository.sh", language: "sh", text: addRepository(plan) }],
    notes: [
      "Where `helm` runs. It takes Helm 3.10 or later, and the Console must be reachable from there.",
    ],
  };
}

/** Fetches the CA, where a later command takes it. */
export function caPart(plan: ClusterPlan): Part | null {
  const fetched = fetchCa(plan);
  if (fetched === null) return null;
  return {
    title: "Fetch the Console's CA",
    files: [{ name: "fetch-ca.sh", language: "sh", text: `${fetched}\n` }],
    notes: [],
  };
}

export function valuesFile(plan: ClusterPlan): SnippetFile {
  return {
    name: `values-${plan.clusterName}.yaml`,
    language: "yaml",
    purpose: "Holds no secret: keep it under version control",
    text: `# The Telovix Sensor in cluster ${plan.clusterName}.\n${yamlValues(clusterValues(plan))}`,
  };
}

const missingSecret = ({ namespace }: ClusterPlan) =>
  `\`INSTALLATION FAILED\`: look with \`kubectl get secret telovix-sensor-token -n ${namespace}\` whether the Secret is there.`;

const withOptions = (plan: ClusterPlan, source: ChartSource) =>
  install(plan, source, [...overlay(plan), ...setOptions(clusterValues(plan))]);
const withFile = (plan: ClusterPlan, source: ChartSource) =>
  install(plan, source, [...overlay(plan), `-f ${shellWord(valuesFile(plan).name)}`]);

const overlay = ({ vdu }: ClusterPlan) => (vdu ? [`-f ${vduFile}`] : []);

function install(plan: ClusterPlan, source: ChartSource, values: readonly string[]): SnippetFile {
  const start = `helm install ${shellWord(plan.release)} ${source.chart}`;
  const options = [`--namespace ${shellWord(plan.namespace)}`, ...source.options, ...values];
  const text = `${plan.vdu ? fetchOverlay(plan) : ""}${command(start, options)}\n`;
  return { name: "install.sh", language: "sh", text };
}
