import { shellWord } from "../../tokens/install-command.ts";
import { command } from "../snippets/shell.ts";
import { daemonSetName } from "./chart.ts";
import { clusterDefaults } from "./choice.ts";
import type { Part } from "./parts.ts";
import type { ClusterPlan } from "./plan.ts";
import { secretName } from "./values.ts";

interface Place {
  readonly namespace: string;
  readonly release: string;
}

const createSecret = (token: string, { namespace }: Place) => [
  `--namespace ${shellWord(namespace)}`,
  `--from-literal=enrollmentToken=${shellWord(token)}`,
];
const create = `kubectl create secret generic ${secretName}`;

/** Keeps the token in a Secret, so that it is in no Helm command, no values and no release. */
export function storeToken(token: string, place: Place = clusterDefaults): string {
  const namespace = `kubectl create namespace ${shellWord(place.namespace)}`;
  return `${namespace}\n\n${command(create, createSecret(token, place))}\n`;
}

export function storeTokenPart(plan: ClusterPlan): Part {
  return {
    title: "Store the token",
    files: [{ name: "store-token.sh", language: "sh", text: storeToken(plan.token, plan) }],
    notes: [
      `\`AlreadyExists\`: an earlier install left the Secret behind. Delete it with \`kubectl delete secret ${secretName} -n ${plan.namespace}\`, then create it again.`,
      `Where Pod Security admission enforces less, let the namespace run the sensor: \`kubectl label namespace ${plan.namespace} pod-security.kubernetes.io/enforce=privileged\`.`,
    ],
  };
}

/** Puts a new token in the place of the old one, and starts the pods again so that they take it. */
export function replaceToken(token: string, place: Place = clusterDefaults): string {
  const options = [...createSecret(token, place), "--dry-run=client -o yaml | kubectl apply -f -"];
  const daemonSet = `daemonset/${daemonSetName(place.release)}`;
  const restart = `kubectl rollout restart ${daemonSet} -n ${shellWord(place.namespace)}`;
  return `${command(create, options)}\n\n${restart}\n`;
}
