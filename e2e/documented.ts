import { execFile } from "node:child_process";
import { mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestConsole } from "./console.ts";

/**
 * Runs the shell blocks of a page in docs/ from top to bottom, with `$CONSOLE`, `$KEY` (an operator's)
 * and `ca.pem` as the pages assume them. @returns what they printed @throws when one fails
 */
export async function runDocumented(console: TestConsole, page: string): Promise<string> {
  const text = await readFile(join(import.meta.dirname, "../docs", page), "utf8");
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = ""]) => block);
  if (blocks.length === 0) throw new Error(`docs/${page} shows no commands.`);
  await using folder = await mkdtempDisposable(join(tmpdir(), "telovix-docs-"));
  await writeFile(join(folder.path, "ca.pem"), console.ca);
  const created = await console.cli("api-key", "create", "--name", page, "--role", "operator");
  // A refusal is a failure here, which curl alone does not call one.
  const script = `set -euo pipefail\ncurl() { command curl --fail-with-body -sS "$@"; echo; }\n${blocks.join("\n")}`;
  const env = { ...process.env, CONSOLE: console.url, KEY: created.trim() };
  const { stdout } = await promisify(execFile)("bash", ["-c", script], { cwd: folder.path, env });
  return stdout;
}
