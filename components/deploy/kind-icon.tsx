import {
  Blocks,
  CloudCog,
  Container,
  GitMerge,
  type LucideIcon,
  Package,
  Server,
  ShipWheel,
  SquareTerminal,
  Workflow,
} from "lucide-react";
import type { DeployKind } from "./plan.ts";

export const kindIcons: Record<DeployKind, LucideIcon> = {
  host: Server,
  kubernetes: ShipWheel,
  cloud_init: CloudCog,
  user_data: SquareTerminal,
  terraform_aws: Blocks,
  terraform_gcp: Blocks,
  terraform_azure: Blocks,
  packer: Package,
  github_actions: Workflow,
  gitlab_ci: GitMerge,
  container: Container,
};
