import type { DeployKind, HostKind, NamingKind } from "./plan.ts";

interface KindTraits {
  /** How sensors may be named there; the first is the default. */
  readonly namings: readonly [NamingKind, ...NamingKind[]];
  /** Always: what is only in memory leaves with its process. */
  readonly ephemeral: boolean | "always";
  /** How many sensors the token admits by default; 1: a one-time token. */
  readonly uses: number;
  /** Null: the Console's setting for the type of token. */
  readonly ttlSeconds: number | null;
}

const month = 2_592_000;
const machine = ["instance", "instance_suffix", "hostname_time", "fixed"] as const;
const fleet = { namings: machine, ephemeral: true, uses: 10, ttlSeconds: null } as const;
/** A job's token stays in its settings. */
const job = {
  namings: ["ci_job", "instance", "hostname_time"],
  ephemeral: true,
  uses: 1000,
  ttlSeconds: month,
} as const;

/** What each place is called. */
export const kindWords: Record<DeployKind, { readonly title: string; readonly text: string }> = {
  host: { title: "Linux host", text: "One command in a root shell" },
  kubernetes: { title: "Kubernetes", text: "A DaemonSet, by Helm chart" },
  cloud_init: { title: "cloud-init", text: "YAML for any cloud image" },
  user_data: { title: "Shell user data", text: "A script at the first boot" },
  terraform_aws: { title: "Terraform, AWS", text: "A launch template" },
  terraform_gcp: { title: "Terraform, GCP", text: "A startup script" },
  terraform_azure: { title: "Terraform, Azure", text: "A scale set" },
  packer: { title: "Packer", text: "Bake it in, enroll at launch" },
  github_actions: { title: "GitHub Actions", text: "While a job runs" },
  gitlab_ci: { title: "GitLab CI", text: "While a job runs" },
  container: { title: "Container", text: "Without systemd, in memory" },
};

/** What suits each place on a host unless told otherwise. */
export const kindTraits: Record<HostKind, KindTraits> = {
  host: {
    namings: machine,
    ephemeral: false,
    uses: 1,
    ttlSeconds: null,
  },
  cloud_init: fleet,
  user_data: fleet,
  terraform_aws: fleet,
  terraform_gcp: fleet,
  terraform_azure: fleet,
  packer: fleet,
  github_actions: job,
  gitlab_ci: job,
  container: {
    ...fleet,
    ephemeral: "always",
    namings: ["hostname_time", "instance", "ci_job", "fixed"],
  },
};

export const namingWords: Record<NamingKind, string> = {
  instance: "Instance id",
  instance_suffix: "Instance id and suffix",
  hostname_time: "Host name and time",
  ci_job: "Pipeline and job id",
  fixed: "One fixed name",
};

export const namingHints: Record<NamingKind, string> = {
  instance: "Off a cloud: the host name.",
  instance_suffix: "Off a cloud: the host name and the suffix.",
  hostname_time: "As in web-20261121083000, in UTC.",
  ci_job: "As in ci-4711-42.",
  fixed: "A second sensor of that name gets a number.",
};
