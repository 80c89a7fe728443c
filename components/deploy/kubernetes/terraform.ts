import { hclLines, hclString, hclValues } from "../snippets/hcl.ts";
import { caFile, chartName, chartsUrl, fetchOverlay, vduFile } from "./chart.ts";
import { caPart } from "./helm.ts";
import { nodesTrust } from "./nodes-trust.ts";
import type { Part } from "./parts.ts";
import type { ClusterPlan } from "./plan.ts";
import { clusterValues, secretName } from "./values.ts";

/** Namespace, Secret and release as resources. The token is written only: in no state and no plan. */
export const terraformParts = (plan: ClusterPlan): (Part | null)[] => [
  caPart(plan),
  nodesTrust(plan),
  {
    title: "Apply the configuration",
    files: [
      { name: "telovix.tf", language: "hcl", text: configuration(plan) },
      {
        name: "telovix.auto.tfvars",
        language: "hcl",
        purpose: "The token, beside the code and outside version control",
        text: `telovix_token = ${hclString(plan.token)}\n`,
      },
      {
        name: "apply.sh",
        language: "sh",
        text: `${plan.vdu ? fetchOverlay(plan) : ""}terraform init\nterraform apply\n`,
      },
    ],
    notes: [
      "Terraform 1.11 or OpenTofu 1.11; your own providers say which cluster. `TF_VAR_telovix_token` in the environment does as well as the file.",
      "After rotating the token raise `telovix_token_revision`: a value that is written only is sent again when its revision changes.",
    ],
  },
];

/** A file beside the configuration, wherever Terraform is run. */
const inModule = (file: string) => `"\${path.module}/${file}"`;

function configuration(plan: ClusterPlan): string {
  const values = [
    ...(plan.vdu ? [`file(${inModule(vduFile)})`] : []),
    "yamlencode(local.telovix_values)",
  ];
  const release = [
    ["name", hclString(plan.release)],
    ["namespace", "kubernetes_namespace_v1.telovix.metadata[0].name"],
    ["repository", hclString(chartsUrl(plan))],
    ...(plan.pin === null ? [] : [["repository_ca_file", inModule(caFile)] as const]),
    ["chart", hclString(chartName)],
    ["version", hclString(plan.version)],
    ["values", `[${values.join(", ")}]`],
    ["depends_on", "[kubernetes_secret_v1.telovix_token]"],
  ] as const;
  return `terraform {
  required_version = ">= 1.11"
  required_providers {
    helm = {
      source  = "hashicorp/helm"
      version = ">= 3.0"
    }
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = ">= 2.36"
    }
  }
}

variable "telovix_token" {
  description = "Cluster enrollment token of the Telovix Console"
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "telovix_token_revision" {
  description = "Raise it with each new token"
  type        = number
  default     = 1
}

locals {
  telovix_values = ${hclValues(clusterValues(plan), 2)}
}

resource "kubernetes_namespace_v1" "telovix" {
  metadata {
    name = ${hclString(plan.namespace)}
  }
}

resource "kubernetes_secret_v1" "telovix_token" {
  metadata {
    name      = ${hclString(secretName)}
    namespace = kubernetes_namespace_v1.telovix.metadata[0].name
  }
  data_wo = {
    enrollmentToken = var.telovix_token
  }
  data_wo_revision = var.telovix_token_revision
}

resource "helm_release" "telovix_sensor" {
${hclLines(release, 2)}}
`;
}
