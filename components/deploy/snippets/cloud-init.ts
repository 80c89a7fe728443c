import type { DeployPlan } from "../plan.ts";
import { firstBootScript } from "./first-boot.ts";
import type { Snippet } from "./snippet.ts";
import { withTermination } from "./termination.ts";
import { userDataNote } from "./user-data.ts";
import { yamlBlock } from "./yaml.ts";

const script = "/run/telovix-enroll.sh";

/** `runcmd` runs in `sh`, which on Debian and Ubuntu has no `<(…)`: so the script is a file. */
export function cloudInit(plan: DeployPlan): Snippet {
  const text = `#cloud-config
# Enrolls a Telovix Sensor at the first boot.
write_files:
  - path: ${script}
    owner: root:root
    permissions: "0700"
    content: ${yamlBlock(firstBootScript(plan), 6)}
runcmd:
  - [sh, ${script}]
  - [rm, -f, ${script}]
`;
  return withTermination(plan, {
    files: [{ name: "cloud-config.yaml", language: "yaml", text }],
    notes: [
      "Paste it as user data; when you have a cloud-config of your own, add both lists to it. The image needs curl and bash.",
      userDataNote,
    ],
  });
}
