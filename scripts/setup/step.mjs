import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { hashOf } from "./hash.mjs";

const root = join(import.meta.dirname, "..", "..");
const cache = join(root, ".cache", "setup");
const binFolder = join(root, "node_modules", ".bin");

/** Stops the set-up with one line that says what to do. */
export class SetupError extends Error {}

export const seconds = (begin) => `${((performance.now() - begin) / 1000).toFixed(1)} s`;

/**
 * Runs a step unless its inputs are those of its last success and its outputs are still there.
 * `optional` steps that fail say so and let the rest go on; they are tried again next time.
 * @param {{name: string, title: string, inputs: string[], outputs: string[], ignore?: RegExp,
 *   run: () => Promise<void>, optional?: string}} step
 * @returns {Promise<number>} 1 when the step ran, else 0
 */
export async function runStep(step) {
  const stamp = join(cache, `${step.name}.stamp`);
  const hash = hashOf(root, step.inputs, step.ignore);
  const built = step.outputs.every((path) => existsSync(join(root, path)));
  if (built && existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return 0;
  const begin = performance.now();
  process.stdout.write(`setup: ${step.title} … `);
  rmSync(stamp, { force: true });
  try {
    await step.run();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.log(`failed (${seconds(begin)})`);
    if (step.optional === undefined) throw error;
    console.log(`setup: ${error.message} ${step.optional}`);
    return 1;
  }
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, hash);
  console.log(seconds(begin));
  return 1;
}

/**
 * Runs a command with its output in a log file, which a failure names.
 * @param {string} name of the log file
 * @param {{env?: Record<string, string>, help: string, nodeModules?: boolean}} options
 *   `nodeModules: false` keeps node_modules/.bin out of PATH, for the command that replaces it
 */
export async function command(name, [program, ...args], { env = {}, help, nodeModules = true }) {
  mkdirSync(cache, { recursive: true });
  const log = join(cache, `${name}.log`);
  const outside = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => folder !== binFolder);
  const PATH = [...(nodeModules ? [binFolder] : []), ...outside].join(delimiter);
  const chunks = [];
  const code = await new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, PATH, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => chunks.push(chunk));
    child.on("error", (error) => resolve(error.code ?? 1));
    child.on("close", resolve);
  });
  writeFileSync(log, Buffer.concat(chunks));
  if (code === 0) return;
  const told = Buffer.concat(chunks).toString().trim().split("\n").at(-1)?.trim();
  const because = told ? `: ${told}` : "";
  throw new SetupError(
    `${program} ${args[0] ?? ""} ended with ${code}${because} (log: ${log}). ${help}`,
  );
}
