import type { DeployPlan, Naming } from "../plan.ts";

const caPem = `-----BEGIN CERTIFICATE-----
MIIBmTCCAUGgAwIBAgIQdvEGSKiNvGd7RJCNp2isNTAKBggqhkjOPQQDAjAdMRsw
eTvj7iLkV0aJ1MNk8oHObp6ZjxvOkITg8rRqtGk=
-----END CERTIFICATE-----
`;

/** A plan as the wizard makes one, changed where a test needs it. */
export function aPlan(change: Partial<DeployPlan> = {}): DeployPlan {
  return {
    consoleUrl: "https://console.example.com:15483",
    installUrl: "https://console.example.com:15483/api/v1/sensor/install.sh",
    pin: "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    caPem,
    token: "tvx_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG-_abcdef",
    role: "generic_linux",
    flavor: "standard",
    tags: ["env:lab", "pool:autoscale"],
    naming: { by: "instance" },
    ephemeral: true,
    removeAfterSeconds: 1800,
    ...change,
  };
}

/** Every way to name a sensor. */
export const everyNaming: readonly Naming[] = [
  { by: "instance" },
  { by: "instance_suffix", suffix: "-worker" },
  { by: "hostname_time" },
  { by: "ci_job" },
  { by: "fixed", name: "web-1" },
];
