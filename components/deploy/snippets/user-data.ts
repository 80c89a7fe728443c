import type { DeployPlan } from "../plan.ts";
import { firstBootScript } from "./first-boot.ts";
import type { Snippet } from "./snippet.ts";
import { withTermination } from "./termination.ts";

export const userDataNote =
  "Whoever can read an instance's user data can read the token. It fixes role, tags and lifetime; give it few uses and a short life, and revoke it when the machines are there.";

/** A script that a cloud runs at the first boot. */
export function userData(plan: DeployPlan): Snippet {
  return withTermination(plan, {
    files: [{ name: "user-data.sh", language: "sh", text: firstBootScript(plan) }],
    notes: [
      "Paste it as user data (AWS), `startup-script` (GCP) or custom data (Azure). The image needs curl and bash.",
      userDataNote,
    ],
  });
}
