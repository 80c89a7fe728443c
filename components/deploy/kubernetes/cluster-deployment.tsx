import type { Deployment, DeploymentForm } from "../deployment.ts";
import {
  type ClusterChoice,
  type ClusterFacts,
  clusterPlanOf,
  clusterProblems,
  clusterTokenInput,
} from "./choice.ts";
import { ClusterGenerated } from "./cluster-generated.tsx";
import { ClusterOptions } from "./cluster-options.tsx";

/** The chart, for every node of a cluster. */
export function clusterDeployment(
  choice: ClusterChoice,
  console: ClusterFacts,
  { settings, isTried, onChange }: DeploymentForm,
): Deployment {
  const problems = clusterProblems(choice);
  return {
    isWrong: Object.keys(problems).length > 0,
    tokenInput: () => clusterTokenInput(choice),
    options: (
      <ClusterOptions
        choice={choice}
        problems={isTried ? problems : {}}
        ttlDefault={settings?.enrollment.clusterTtlSeconds}
        onChange={onChange}
      />
    ),
    generated: (token, onStartOver) => (
      <ClusterGenerated
        plan={clusterPlanOf(choice, console, token.token)}
        token={token}
        onStartOver={onStartOver}
      />
    ),
  };
}
