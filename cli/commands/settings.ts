import type { Command } from "commander";
import { must } from "../api.ts";
import { readText } from "../config.ts";
import { usage } from "../exit-codes.ts";
import { facts } from "../output/table.ts";
import type { Run, Session } from "../session.ts";

/** `telovix settings …` */
export function addSettingCommands(program: Command, run: Run): void {
  const settings = program.command("settings").description("the Console's settings");
  settings
    .command("get [name]")
    .description("shows all settings, or one: status.staleAfterSeconds")
    .action((name, _options, command) => run(command, (session) => show(session, name)));
  settings
    .command("set [assignments...]")
    .description("changes settings: status.staleAfterSeconds=120; a value is JSON, else text")
    .option("--file <file>", "a JSON object of what to change")
    .action((assignments, options, command) =>
      run(command, (session) => change(session, assignments, options)),
    );
}

async function show(session: Session, name: string | undefined): Promise<void> {
  const settings = await must(session.api.GET("/settings"));
  const flat = flatten(settings);
  if (name === undefined) return print(session, settings);
  const section = Object.entries(settings).find(([key]) => key === name)?.[1];
  const value = section ?? flat.find(([key]) => key === name)?.[1];
  if (value === undefined)
    throw usage(`There is no setting “${name}”.`, "`telovix settings get` shows all of them.");
  if (session.json || typeof value === "object") session.value(value);
  else session.line(String(value));
}

async function change(
  session: Session,
  assignments: string[],
  { file }: { file?: string },
): Promise<void> {
  if ((file !== undefined) === assignments.length > 0)
    throw usage("What should change?", "Give section.name=value, or --file.");
  const body = file ? parseObject(readText(file, "settings"), file) : nest(assignments);
  print(session, await must(session.api.PATCH("/settings", { body })));
}

function print(session: Session, settings: object): void {
  if (session.json) return void session.value(settings);
  const said = (value: unknown) =>
    typeof value === "object" ? JSON.stringify(value) : String(value);
  facts(flatten(settings).map(([key, value]) => [key, said(value)])).forEach(session.line);
}

const flatten = (settings: object): [string, unknown][] =>
  Object.entries(settings).flatMap(([section, values]) =>
    Object.entries(values as object).map(([name, value]): [string, unknown] => [
      `${section}.${name}`,
      value,
    ]),
  );

/** `["a.b=1"]` as `{a: {b: 1}}`; the Console knows which there are. */
function nest(assignments: string[]): Record<string, Record<string, unknown>> {
  const nested: Record<string, Record<string, unknown>> = {};
  for (const assignment of assignments) {
    const [, section, name, text] = /^([a-z]\w*)\.([a-z]\w*)=(.*)$/is.exec(assignment) ?? [];
    if (!section || !name || text === undefined)
      throw usage(`“${assignment}” is not section.name=value.`);
    nested[section] = { ...nested[section], [name]: jsonOrText(text) };
  }
  return nested;
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function parseObject(text: string, file: string): object {
  const value = jsonOrText(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw usage(`${file} holds no JSON object.`);
}
