import { shellWord } from "../../tokens/install-command.ts";
import type { DeployPlan } from "../plan.ts";
import { nameScript } from "./naming.ts";
import { command, patient, sensorOptions, trust } from "./shell.ts";

/**
 * The script of a machine's first boot, for any POSIX shell. The installer goes through a file and
 * not `bash <(curl …)`: there a download that fails looks like success.
 * @param token the token as one shell word; default: the plan's
 */
export function firstBootScript(plan: DeployPlan, token = shellWord(plan.token)): string {
  const name = nameScript(plan.naming);
  return `#!/bin/sh
# Installs the Telovix Sensor and enrolls this machine. Safe to run again.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
${name && `\n${name}\n`}
# The token goes through a file that only root can read, never through a command line.
(umask 077 && printf '%s' ${token} >"$work/token")
${downloadInstaller(plan, '"$work/install.sh"', patient)}
${command('bash "$work/install.sh" --token-file "$work/token"', sensorOptions(plan, name !== ""))}
`;
}

/** Fetches install.sh into a file. */
export function downloadInstaller(plan: DeployPlan, file: string, retry = ""): string {
  return command(["curl -fsSL", retry].filter(Boolean).join(" "), [
    ...trust(plan),
    `-o ${file} ${shellWord(plan.installUrl)}`,
  ]);
}
