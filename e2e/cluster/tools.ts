import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Outcome } from "../host/machine.ts";

const folder = join(import.meta.dirname, "..", "..", ".cache", "kube");

/** A program that the set-up built: etcd, a part of Kubernetes, kubectl, helm. */
export function tool(name: string): string {
  const path = join(folder, name);
  if (!existsSync(path)) throw new Error(`${path} is missing: run node scripts/setup.mjs --test`);
  return path;
}

/**
 * Shell that runs its arguments where names mean what `hosts` says: a mount namespace of its own, as
 * this machine's /etc/hosts is not the tests' to change.
 */
const named = 'mount --bind "$1" /etc/hosts && shift && exec "$@"';

/** A command whose programs find the Console by its name. */
export const amongNames = (hosts: string, command: readonly string[]): [string, ...string[]] => [
  "unshare",
  ...["--mount", "--propagation", "private", "sh", "-c", named, "sh", hosts],
  ...command,
];

interface RunOptions {
  readonly env?: Record<string, string>;
  readonly input?: string;
  readonly withinMs?: number;
}

/** Runs a command to its end and gives its outcome, whatever it is. */
export async function outcomeOf(
  [program, ...args]: readonly [string, ...string[]],
  { env = {}, input = "", withinMs = 120_000 }: RunOptions = {},
): Promise<Outcome> {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "pipe"],
    timeout: withinMs,
    killSignal: "SIGKILL",
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
  child.stdin.on("error", () => undefined).end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code: code ?? 137, stdout, stderr };
}
