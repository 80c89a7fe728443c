import { shellWord } from "../../tokens/install-command.ts";
import type { DeployPlan } from "../plan.ts";

/** `curl`'s options towards the Console: pinned by its key when no public authority vouches for it. */
export function trust({ pin }: Pick<DeployPlan, "pin">): string[] {
  return pin ? [`-k --pinnedpubkey ${shellWord(pin)}`] : [];
}

/** For machines that start up: the network may come a moment later. */
export const patient = "--retry 5 --retry-connrefused --connect-timeout 10";

/** The options that install.sh and the sensor share, each with its value as shell words. */
export function sensorOptions(
  plan: Pick<DeployPlan, "role" | "flavor" | "tags" | "ephemeral">,
  isNamed: boolean,
): string[] {
  return [
    `--role ${shellWord(plan.role)}`,
    ...(plan.tags.length > 0 ? [`--tags ${shellWord(plan.tags.join(","))}`] : []),
    ...(plan.flavor === "standard" ? [] : [`--flavor ${shellWord(plan.flavor)}`]),
    ...(isNamed ? ['--name "$name"'] : []),
    ...(plan.ephemeral ? ["--ephemeral"] : []),
  ];
}

/** A command over several lines, one option a line. */
export function command(start: string, options: readonly string[]): string {
  return [start, ...options].join(" \\\n  ");
}
