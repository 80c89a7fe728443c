import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/** A process of the product and all that it printed. */
export interface ProductProcess {
  readonly pid: number;
  output(): string;
  /** Resolves when it has ended, with its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Ends it with a signal and waits; SIGTERM unless told otherwise. */
  stop(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

/** The environment without the product's variables, so that a developer's own do not leak in. */
export function productEnv(variables: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith("TELOVIX_") && !["DATABASE_URL", "NODE_ENV"].includes(name),
  );
  return { ...Object.fromEntries(inherited), NODE_ENV: "production", ...variables };
}

/** Starts `node server/main.ts`, or another entry file of the product, with exactly this environment. */
export function startProduct(
  variables: Record<string, string>,
  args: string[] = ["server/main.ts"],
): ProductProcess {
  // A test run that is killed takes the product with it.
  const command = ["--pdeathsig", "TERM", process.execPath, ...args];
  const child = spawn("setpriv", command, {
    cwd: root,
    env: productEnv(variables),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const running = watchProcess(child);
  // What a failed test needs most: everything that the product said, kept in .cache/test/.
  running.ended.finally(() => keepOutput(running)).catch(() => undefined);
  return running;
}

function keepOutput({ pid, output }: ProductProcess): void {
  const folder = join(root, ".cache", "test");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `product-${pid}.log`), output());
}

export function watchProcess(child: ChildProcess): ProductProcess {
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
  }
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal ?? 1));
  });
  return {
    pid: child.pid ?? 0,
    output: () => chunks.join(""),
    ended,
    stop(signal = "SIGTERM") {
      child.kill(signal);
      return ended;
    },
  };
}

/** Runs an entry file to its end. */
export async function runProduct(variables: Record<string, string>, args: string[]) {
  const child = spawn(process.execPath, args, { cwd: root, env: productEnv(variables) });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
  child.stdin.end();
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, stdout, stderr };
}
