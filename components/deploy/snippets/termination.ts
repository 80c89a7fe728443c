import { unitSeconds, wholeUnit } from "../../time/duration.ts";
import { shellWord } from "../../tokens/install-command.ts";
import type { DeployPlan } from "../plan.ts";
import type { Snippet, SnippetFile } from "./snippet.ts";

/**
 * What a permanent machine runs when it ends for good. An ephemeral sensor needs none: its own
 * unit says goodbye when the machine shuts down.
 */
export function terminationHook(plan: DeployPlan): SnippetFile[] {
  if (plan.ephemeral) return [];
  const ca = plan.pin ? "  --cacert /etc/telovix-sensor/console-ca.cert.pem \\\n" : "";
  return [
    {
      name: "on-termination.sh",
      language: "sh",
      purpose: "For a termination hook: says goodbye and removes the sensor",
      text: `#!/bin/bash
# Run this as root when the machine ends for good, not when it only restarts.
bash <(curl -fsSL --connect-timeout 10 \\
  --cert /var/lib/telovix-sensor/client.cert.pem \\
  --key /var/lib/telovix-sensor/client.key.pem \\
${ca}  ${shellWord(`${plan.consoleUrl}/api/v1/sensor/uninstall.sh`)})
`,
    },
  ];
}

/** Adds what belongs to the end of a machine to what starts it. */
export function withTermination(plan: DeployPlan, { files, notes }: Snippet): Snippet {
  return {
    files: [...files, ...terminationHook(plan)],
    notes: [...notes, plan.ephemeral ? ephemeralNote(plan) : permanentNote],
  };
}

const permanentNote =
  "These sensors are permanent: they stay listed until somebody deletes them. Run `on-termination.sh` from your cloud's termination hook (AWS lifecycle hook, GCP or Azure shutdown notice), or choose Ephemeral.";

function ephemeralNote({ removeAfterSeconds }: DeployPlan): string {
  const unit = wholeUnit(removeAfterSeconds ?? 1);
  const after = removeAfterSeconds
    ? `${removeAfterSeconds / unitSeconds(unit)} ${unit} of silence`
    : "silence";
  return `Nothing is needed at the end: the sensor says goodbye when the machine shuts down, and is removed after ${after} when it cannot.`;
}
