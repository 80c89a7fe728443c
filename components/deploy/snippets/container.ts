import { shellWord } from "../../tokens/install-command.ts";
import type { DeployPlan } from "../plan.ts";
import { nameScript } from "./naming.ts";
import { command, patient, sensorOptions, trust } from "./shell.ts";
import type { Snippet } from "./snippet.ts";

/** For containers without systemd: the identity is in memory only, and leaves with the process. */
export function container(plan: DeployPlan): Snippet {
  const name = nameScript(plan.naming);
  const url = shellWord(`${plan.consoleUrl}/api/v1/sensor/download/`);
  const download = command(`curl -fsSL --compressed ${patient}`, [
    ...trust(plan),
    `-o "$dir/telovix-sensor" ${url}$arch`,
  ]);
  const run = command('exec "$dir/telovix-sensor" run --state mem:', [
    `--console ${shellWord(plan.consoleUrl)}`,
    '--ca-cert "$dir/ca.pem"',
    ...sensorOptions(plan, name !== ""),
  ]);
  return {
    files: [
      {
        name: "telovix-sensor.sh",
        language: "sh",
        purpose: "The container's command, or a process beside yours",
        text: `#!/bin/sh
# Runs the Telovix Sensor until it is stopped; SIGTERM says goodbye to the Console.
set -eu
: "$TELOVIX_TOKEN" # an enrollment token, from the environment
dir=$(mktemp -d)
case $(uname -m) in aarch64) arch=arm64 ;; *) arch=amd64 ;; esac
cat >"$dir/ca.pem" <<'TELOVIX_CA'
${plan.caPem.trim()}
TELOVIX_CA
${download}
chmod 0700 "$dir/telovix-sensor"
${name && `${name}\n`}${run}
`,
      },
      {
        name: "telovix.env",
        language: "text",
        purpose: "Its environment, for `docker run --env-file telovix.env`",
        text: `TELOVIX_TOKEN=${plan.token}\n`,
      },
    ],
    notes: [
      "Nothing is written to disk but the executable: with `--state mem:` the sensor leaves the Console as soon as it is stopped.",
      "The image needs curl, glibc and libstdc++ (Debian, Ubuntu, Fedora and UBI have them; Alpine has not).",
      "To watch the kernel it needs `--privileged`, or `CAP_BPF`, `CAP_PERFMON` and `/sys/kernel/tracing`; without, it still reports that it lives.",
    ],
  };
}
