import type { DeployPlan } from "../plan.ts";
import { firstBootScript } from "./first-boot.ts";
import { hclHeredoc, hclString, hclText } from "./hcl.ts";
import type { MakeSnippet } from "./snippet.ts";
import { withTermination } from "./termination.ts";
import { userDataNote } from "./user-data.ts";

interface Cloud {
  /** The attribute, and the resources that have it. */
  readonly resource: string;
  readonly attribute: string;
  readonly note: string;
}

const clouds = {
  aws: {
    resource: "aws_launch_template",
    attribute: "user_data = base64encode(local.telovix_user_data)",
    note: "An `aws_instance` takes the text itself: `user_data = local.telovix_user_data`.",
  },
  gcp: {
    resource: "google_compute_instance_template",
    attribute: "metadata_startup_script = local.telovix_user_data",
    note: "GCP runs it at every boot; on an enrolled machine it changes nothing.",
  },
  azure: {
    resource: "azurerm_linux_virtual_machine_scale_set",
    attribute: "custom_data = base64encode(local.telovix_user_data)",
    note: "cloud-init in the image runs it; `azurerm_linux_virtual_machine` takes the same line.",
  },
} as const satisfies Record<string, Cloud>;

/** The script as a Terraform local, with the token as a sensitive variable outside the code. */
export function terraform(cloud: keyof typeof clouds): MakeSnippet {
  const { resource, attribute, note } = clouds[cloud];
  return (plan) =>
    withTermination(plan, {
      files: [
        { name: "telovix.tf", language: "hcl", text: configuration(plan, resource, attribute) },
        {
          name: "telovix.auto.tfvars",
          language: "hcl",
          purpose: "The token, beside the code and outside version control",
          text: `telovix_token = ${hclString(plan.token)}\n`,
        },
      ],
      notes: [
        note,
        "Do not commit `telovix.auto.tfvars`; `TF_VAR_telovix_token` in the environment does as well. Terraform's state holds the user data: keep it where secrets may be.",
        userDataNote,
      ],
    });
}

function configuration(plan: DeployPlan, resource: string, attribute: string): string {
  const placeholder = "@TOKEN@";
  // The token's shape is validated, so single quotes hold it.
  const script = hclText(firstBootScript(plan, `'${placeholder}'`)).replace(
    placeholder,
    () => "$" + "{var.telovix_token}",
  );
  return `variable "telovix_token" {
  description = "Enrollment token of the Telovix Console"
  type        = string
  sensitive   = true
  validation {
    condition     = can(regex("^tvx_[A-Za-z0-9_-]+$", var.telovix_token))
    error_message = "The telovix_token is an enrollment token, tvx_ and what follows."
  }
}

# In your ${resource}:
#   ${attribute}
locals {
  telovix_user_data = ${hclHeredoc(script, "TELOVIX_USER_DATA")}
}
`;
}
