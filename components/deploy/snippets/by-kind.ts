import type { HostKind } from "../plan.ts";
import { cloudInit } from "./cloud-init.ts";
import { container } from "./container.ts";
import { githubActions } from "./github-actions.ts";
import { gitlabCi } from "./gitlab-ci.ts";
import { hostCommand } from "./host-command.ts";
import { packer } from "./packer.ts";
import type { MakeSnippet } from "./snippet.ts";
import { terraform } from "./terraform.ts";
import { userData } from "./user-data.ts";

export const makeSnippet: Record<HostKind, MakeSnippet> = {
  host: hostCommand,
  cloud_init: cloudInit,
  user_data: userData,
  terraform_aws: terraform("aws"),
  terraform_gcp: terraform("gcp"),
  terraform_azure: terraform("azure"),
  packer,
  github_actions: githubActions,
  gitlab_ci: gitlabCi,
  container,
};
