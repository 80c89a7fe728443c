import { shellWord } from "../../tokens/install-command.ts";
import { yamlString, yamlValues } from "../snippets/yaml.ts";
import { caFile, chartName, chartsUrl, fetchCa, vduFile } from "./chart.ts";
import { nodesTrust } from "./nodes-trust.ts";
import type { Part } from "./parts.ts";
import type { ClusterPlan } from "./plan.ts";
import { storeTokenPart } from "./secret.ts";
import { clusterValues } from "./values.ts";

/** An Application, which goes to Git; the token does not, so its Secret is made apart. */
export const argoCdParts = (plan: ClusterPlan): (Part | null)[] => [
  storeTokenPart(plan),
  trustPart(plan),
  nodesTrust(plan),
  {
    title: "Add the application",
    files: [
      {
        name: `telovix-sensor-${plan.clusterName}.yaml`,
        language: "yaml",
        purpose: "In the repository that Argo CD syncs, or by `kubectl apply -n argocd -f`",
        text: application(plan),
      },
    ],
    notes: [
      "`destination` is the cluster that Argo CD runs in; name another one there.",
      "After an upgrade of the Console set `targetRevision` to its version.",
    ],
  },
];

function trustPart(plan: ClusterPlan): Part | null {
  const fetched = fetchCa(plan);
  if (fetched === null) return null;
  const host = new URL(plan.consoleUrl).hostname.replace(/^\[|\]$/g, "");
  return {
    title: "Let Argo CD trust the Console",
    files: [
      {
        name: "trust-console.sh",
        language: "sh",
        text: `${fetched}\nargocd cert add-tls ${shellWord(host)} --from ${caFile}\n`,
      },
    ],
    notes: [
      `Declared instead: a key \`${host}\` with the PEM in the ConfigMap \`argocd-tls-certs-cm\`.`,
    ],
  };
}

function application(plan: ClusterPlan): string {
  const overlay = plan.vdu ? `      valueFiles:\n        - ${vduFile}\n` : "";
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${yamlString(plan.release)}
  namespace: argocd
spec:
  project: default
  source:
    repoURL: ${yamlString(chartsUrl(plan))}
    chart: ${chartName}
    targetRevision: ${yamlString(plan.version)}
    helm:
      releaseName: ${yamlString(plan.release)}
${overlay}      valuesObject:
${yamlValues(clusterValues(plan), 8)}  destination:
    server: https://kubernetes.default.svc
    namespace: ${yamlString(plan.namespace)}
  syncPolicy:
    automated:
      prune: true
      selfHeal: true
`;
}
