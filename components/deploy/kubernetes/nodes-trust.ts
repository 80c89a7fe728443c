import { registryOf } from "../../../server/charts/registry-name.ts";
import { shellWord } from "../../tokens/install-command.ts";
import { command } from "../snippets/shell.ts";
import { yamlString } from "../snippets/yaml.ts";
import { caFile } from "./chart.ts";
import type { Part } from "./parts.ts";
import type { ClusterPlan } from "./plan.ts";

/** What the nodes need to pull the image; null: nothing, as a public authority vouches for the Console. */
export function nodesTrust(plan: ClusterPlan): Part | null {
  if (plan.imageRepository !== null) return mirror(plan, plan.imageRepository);
  if (plan.pin === null) return null;
  const registry = registryOf(plan.consoleUrl);
  return {
    title: "Let the nodes pull the image",
    text: "The image comes from this Console, and a node's container runtime does not know its CA yet: without this step, pods stay in `ImagePullBackOff`.",
    files: [
      {
        name: "trust-registry.sh",
        language: "sh",
        purpose: "As root on every node, or in what sets your nodes up: containerd, CRI-O",
        text: trustScript(registry, plan.caPem),
      },
      {
        name: "registries.yaml",
        language: "yaml",
        purpose:
          "k3s and RKE2 beside it: `/etc/rancher/k3s/` or `/etc/rancher/rke2/`, then restart",
        text: `configs:\n  ${yamlString(registry)}:\n    tls:\n      ca_file: ${yamlString(`${containers(registry)}/ca.crt`)}\n`,
      },
    ],
    notes: [
      'containerd reads the folder at each pull, without a restart. containerd 1 needs `config_path = "/etc/containerd/certs.d"` under `[plugins."io.containerd.grpc.v1.cri".registry]` in its `config.toml`; containerd 2 has it.',
      "No access to the nodes? Copy the image to a registry that they trust: start over and name it under Image repository.",
    ],
  };
}

const containers = (registry: string) => `/etc/containers/certs.d/${registry}`;

function trustScript(registry: string, caPem: string): string {
  return `#!/bin/sh
# Lets containerd, CRI-O and Podman pull from ${registry}. Safe to run again.
set -eu
registry=${shellWord(registry)}
mkdir -p "/etc/containerd/certs.d/$registry" "/etc/containers/certs.d/$registry"
cat >"/etc/containers/certs.d/$registry/ca.crt" <<'TELOVIX_CA'
${caPem.trim()}
TELOVIX_CA
cp "/etc/containers/certs.d/$registry/ca.crt" "/etc/containerd/certs.d/$registry/ca.crt"
cat >"/etc/containerd/certs.d/$registry/hosts.toml" <<TELOVIX_HOSTS
server = "https://$registry"

[host."https://$registry"]
  capabilities = ["pull", "resolve"]
  ca = "/etc/containerd/certs.d/$registry/ca.crt"
TELOVIX_HOSTS
`;
}

/** All platforms and digests as they are: the chart names the image by its digest. */
function mirror(plan: ClusterPlan, repository: string): Part {
  const from = shellWord(`docker://${registryOf(plan.consoleUrl)}/telovix/sensor:${plan.version}`);
  const to = shellWord(`docker://${repository}:${plan.version}`);
  const certificates =
    plan.pin === null ? [] : [`mkdir -p console-ca`, `cp ${caFile} console-ca/ca.crt`];
  const trusted = plan.pin === null ? [] : ["--src-cert-dir console-ca"];
  return {
    title: "Copy the image",
    text: "Into your own registry, which the nodes trust and may pull from.",
    files: [
      {
        name: "copy-image.sh",
        language: "sh",
        text: `${[...certificates, command("skopeo copy --all --preserve-digests", [...trusted, from, to])].join("\n")}\n`,
      },
    ],
    notes: ["Again after each upgrade of the Console: chart and image are of its version."],
  };
}
