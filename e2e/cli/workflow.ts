import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";

/** The example of docs/stale-clean-up.md. */
export const nightly = join(import.meta.dirname, "../../docs/examples/stale-clean-up.yml");

interface Step {
  name: string;
  run: string;
  env?: Record<string, string>;
}
interface Workflow {
  env: Record<string, string>;
  jobs: Record<string, { steps: Step[] }>;
}

/** What `${{ … }}` stands for: `vars.NAME` and `secrets.NAME`. */
type Expressions = Record<string, string>;
export type Shell = (
  script: string,
  env: Record<string, string>,
) => Promise<{ code: number | null; out: string; err: string }>;

/**
 * Runs the shell steps of a workflow as GitHub's runner does: one shell each, with the files that
 * carry PATH, environment and summary on. @returns what each step printed, and the summary
 */
export async function runWorkflow(
  file: string,
  world: { temp: string; expressions: Expressions; shell: Shell; path: string },
): Promise<{ steps: { name: string; code: number | null; text: string }[]; summary: string }> {
  const workflow = parse(await readFile(file, "utf8")) as Workflow;
  const { temp, shell } = world;
  await mkdir(temp, { recursive: true });
  const [added, kept, summary] = ["path", "env", "summary"].map((name) => join(temp, name)) as [
    string,
    string,
    string,
  ];
  for (const each of [added, kept, summary]) await writeFile(each, "");
  const files = { GITHUB_PATH: added, GITHUB_ENV: kept, GITHUB_STEP_SUMMARY: summary };
  const steps = [];
  for (const { name, run, env = {} } of Object.values(workflow.jobs).flatMap((job) => job.steps)) {
    const paths = (await readFile(added, "utf8")).split("\n").filter(Boolean);
    const { code, out, err } = await shell(run, {
      ...resolve({ ...workflow.env, ...env }, world.expressions),
      ...(await keptVariables(kept)),
      ...files,
      RUNNER_TEMP: temp,
      PATH: [...paths, world.path].join(":"),
    });
    steps.push({ name, code, text: out + err });
    if (code !== 0) break;
  }
  return { steps, summary: await readFile(summary, "utf8") };
}

async function keptVariables(file: string): Promise<Record<string, string>> {
  const lines = (await readFile(file, "utf8")).split("\n").filter(Boolean);
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
}

function resolve(env: Record<string, string>, expressions: Expressions): Record<string, string> {
  const value = (text: string) =>
    text.replace(/\$\{\{\s*([\w.]+)\s*\}\}/g, (_all, name: string) => {
      const known = expressions[name];
      if (known === undefined) throw new Error(`The workflow asks for ${name}.`);
      return known;
    });
  return Object.fromEntries(Object.entries(env).map(([name, text]) => [name, value(String(text))]));
}
