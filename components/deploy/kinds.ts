import type { DeployKind, NamingKind } from "./plan.ts";

interface KindTraits {
  readonly title: string;
  readonly text: string;
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

/** What each place is called, and what suits it unless told otherwise. */
export const kindTraits: Record<DeployKind, KindTraits> = {
  host: {
    title: "Linux host",
    text: "One command in a root shell",
    namings: machine,
    ephemeral: false,
    uses: 1,
    ttlSeconds: null,
  },
  cloud_init: { title: "cloud-init", text: "YAML for any cloud image", ...fleet },
  user_data: { title: "Shell user data", text: "A script at the first boot", ...fleet },
  terraform_aws: { title: "Terraform, AWS", text: "A launch template", ...fleet },
  terraform_gcp: { title: "Terraform, GCP", text: "A startup script", ...fleet },
  terraform_azure: { title: "Terraform, Azure", text: "A scale set", ...fleet },
  packer: { title: "Packer", text: "Bake it in, enroll at launch", ...fleet },
  github_actions: { title: "GitHub Actions", text: "While a job runs", ...job },
  gitlab_ci: { title: "GitLab CI", text: "While a job runs", ...job },
  container: {
    title: "Container",
    text: "Without systemd, in memory",
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
