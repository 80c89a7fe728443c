import { argoCdParts } from "./argo-cd.ts";
import { helmParts, ociParts, valuesParts } from "./helm.ts";
import type { Part } from "./parts.ts";
import type { ClusterPlan, InstallMethod } from "./plan.ts";
import { terraformParts } from "./terraform.ts";

const makeParts: Record<InstallMethod, (plan: ClusterPlan) => (Part | null)[]> = {
  helm: helmParts,
  values: valuesParts,
  oci: ociParts,
  terraform: terraformParts,
  argo_cd: argoCdParts,
};

export const methodWords: Record<InstallMethod, string> = {
  helm: "Helm",
  values: "Values file",
  oci: "OCI",
  terraform: "Terraform",
  argo_cd: "Argo CD",
};

/** What a person does, in order, to install the chart in one of the ways. */
export function partsOf(method: InstallMethod, plan: ClusterPlan): readonly Part[] {
  return makeParts[method](plan).filter((part) => part !== null);
}
