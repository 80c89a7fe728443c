import { installCommand } from "../../tokens/install-command.ts";
import type { DeployPlan } from "../plan.ts";
import { nameScript } from "./naming.ts";
import { command, sensorOptions } from "./shell.ts";
import type { Snippet } from "./snippet.ts";

/** One command to paste into a root shell. The token is in its environment, where `ps` does not look. */
export function hostCommand(plan: DeployPlan): Snippet {
  const name = nameScript(plan.naming);
  const start = installCommand(plan, plan.token);
  return {
    files: [
      {
        name: "install-sensor.sh",
        language: "sh",
        text: `${name && `${name}\n`}${command(start, sensorOptions(plan, name !== ""))}\n`,
      },
    ],
    notes: [
      "Run it as root, in bash. It checks the host first and changes nothing when the sensor cannot run there.",
      "To take the sensor off again: `telovix-sensor logout` leaves the Console, `uninstall.sh` also removes every file.",
    ],
  };
}
