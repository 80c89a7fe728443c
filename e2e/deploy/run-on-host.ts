import { randomBytes } from "node:crypto";
import type { Machine, Outcome } from "../host/machine.ts";

interface Run {
  readonly text: string;
  readonly shell: readonly string[];
  readonly user?: string;
  readonly env?: Record<string, string>;
}

const base64 = (text: string) => Buffer.from(text).toString("base64");
const assignments = (env: Record<string, string>) =>
  Object.entries(env)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`)
    .join("");

/**
 * Runs a script on a host from a file, as a cloud or a CI runner does, and looks meanwhile at all
 * command lines: whoever sees `ps` there must not see a token. What of them held one is `leaked`.
 */
export async function runOnHost(
  host: Machine,
  { text, shell, user = "root", env = {} }: Run,
): Promise<Outcome & { leaked: string }> {
  const work = `/run/test-${randomBytes(4).toString("hex")}`;
  const start = `. ${work}/env\nexec ${shell.join(" ")} ${work}/script\n`;
  const outcome = await host.exec(
    `mkdir -m 0700 ${work} && cd ${work}
    echo ${base64(text)} | base64 -d >script
    echo ${base64(assignments(env))} | base64 -d >env
    echo ${base64(start)} | base64 -d >start
    chown -R ${user}: .
    while [ ! -e done ]; do grep -alsE '[t]vx_[A-Za-z0-9_-]{40}' /proc/[0-9]*/cmdline; sleep 0.03; done >leaks &
    cd / && runuser -u ${user} -- bash ${work}/start; code=$?
    touch ${work}/done; wait
    cp ${work}/leaks /run/leaks; rm -rf ${work}; exit $code`,
    { withinMs: 180_000 },
  );
  const leaked = await host.sh("cat /run/leaks; rm /run/leaks");
  return { ...outcome, leaked };
}
