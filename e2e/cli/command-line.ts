import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestConsole } from "../console.ts";
import { productEnv } from "../product-process.ts";

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `telovix` as a stranger has it: downloaded from the Console, in a home of its own. */
export interface CommandLine extends AsyncDisposable {
  readonly home: string;
  readonly file: string;
  readonly env: Record<string, string>;
  /** Runs it with the admin's key. */
  run(args: string[], options?: { env?: Record<string, string>; input?: string }): Promise<Ran>;
  /** The same, with its answer parsed. @throws when it did not end with 0 */
  json(...args: string[]): Promise<ReturnType<typeof JSON.parse>>;
  /** Runs a shell with `telovix` in its PATH. */
  shell(script: string, env?: Record<string, string>): Promise<Ran>;
}

export async function downloadCommandLine(console: TestConsole): Promise<CommandLine> {
  const home = await mkdtemp(join(tmpdir(), "telovix-cli-"));
  const file = join(home, "telovix");
  const { text } = await console.anonymous.call("/api/v1/cli/telovix.mjs");
  await writeFile(file, text);
  await chmod(file, 0o755);
  await writeFile(join(home, "ca.pem"), console.ca);
  const env = {
    HOME: home,
    XDG_CONFIG_HOME: "",
    TELOVIX_URL: console.url,
    TELOVIX_CA_CERT: join(home, "ca.pem"),
    TELOVIX_API_KEY: (
      await console.cli("api-key", "create", "--name", "cli", "--role", "admin")
    ).trim(),
  };
  const start = (program: string, args: string[], more: Record<string, string> = {}, input = "") =>
    runToEnd(program, args, {
      env: { ...productEnv({ ...env, ...more }), PATH: `${home}:${process.env.PATH}` },
      cwd: home,
      input,
    });
  return {
    home,
    file,
    env,
    run: (args, { env: more, input } = {}) => start(file, args, more, input),
    async json(...args) {
      const { code, out, err } = await start(file, [...args, "--json"]);
      if (code !== 0) throw new Error(`telovix ${args.join(" ")} ended with ${code}: ${err}`);
      return JSON.parse(out);
    },
    // Standard input is a socket here, which bash may take for rsh, and then reads its start files.
    shell: (script, more) => start("bash", ["--norc", "-euo", "pipefail", "-c", script], more),
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  };
}

function runToEnd(
  program: string,
  args: string[],
  options: { env: NodeJS.ProcessEnv; cwd: string; input: string },
): Promise<Ran> {
  const child = spawn(program, args, options);
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (out += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (err += chunk));
  // A command that needs no input may be over before it was sent.
  child.stdin.on("error", () => undefined).end(options.input);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, out, err }));
  });
}
