import type { Command } from "commander";
import type { AuditEntry } from "../answers.ts";
import { must } from "../api.ts";
import { relativeTime } from "../duration.ts";
import { usage } from "../exit-codes.ts";
import { given } from "../given.ts";
import { addListOptions, type FetchPage, type ListOptions, printList } from "../list.ts";
import type { Column } from "../output/table.ts";
import { listed } from "../sensor-filter.ts";
import type { Run, Session } from "../session.ts";

const kinds = ["user", "api-key", "sensor", "token", "system"] as const;

interface AuditFilter {
  action?: string[];
  kind?: string[];
  actor?: string;
  target?: string;
  from?: string;
  to?: string;
  q?: string;
}

/** `telovix audit …` */
export function addAuditCommands(program: Command, run: Run): void {
  const audit = program.command("audit").description("who did what");
  addListOptions(addFilter(audit.command("list").alias("ls")))
    .description("lists entries, newest first")
    .action((options: ListOptions & AuditFilter, command) =>
      run(command, (session) =>
        printList(session, {
          options,
          fetch: fetchWith(session, options),
          columns: columns(session),
        }),
      ),
    );
  addFilter(audit.command("export"))
    .description("writes every entry as one JSON object a line, newest first")
    .action((options: AuditFilter, command) =>
      run(command, (session) =>
        printList(session, {
          options: { all: true, jsonl: true },
          fetch: fetchWith(session, options),
          columns: [],
        }),
      ),
    );
}

function addFilter(command: Command): Command {
  return command
    .option("--action <action>", "only this action: sensor_deleted, …; repeat it for more", listed)
    .option("--kind <kind>", `only what a ${kinds.join(", ")} did; several with commas`, listed)
    .option("--actor <actor>", "only what this actor did: user:<id>, or part of a name")
    .option("--target <target>", "only what was done to this: sensor:<id>, settings, …")
    .option("--from <time>", "from then on, ISO 8601")
    .option("--to <time>", "until then, ISO 8601")
    .option("--q <text>", "part of the action, the actor, the target or the details");
}

function fetchWith({ api }: Session, options: AuditFilter): FetchPage<AuditEntry> {
  const query = {
    ...given("action", options.action),
    ...(options.kind ? { kind: kindsOf(options.kind) } : {}),
    ...given("actor", options.actor),
    ...given("target", options.target),
    ...given("from", instant("--from", options.from)),
    ...given("to", instant("--to", options.to)),
    ...given("q", options.q),
  };
  return (page) => must(api.GET("/audit", { params: { query: { ...query, ...page } } }));
}

function kindsOf(given: string[]) {
  const unknown = given.find((each) => !kinds.some((kind) => kind === each));
  if (unknown !== undefined)
    throw usage(`“${unknown}” is no kind of actor.`, `There are ${kinds.join(", ")}.`);
  return kinds.filter((kind) => given.includes(kind));
}

function instant(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const ms = Date.parse(text);
  if (Number.isNaN(ms))
    throw usage(`${name} is no time.`, "Write 2026-11-21 or 2026-11-21T10:00Z.");
  return new Date(ms).toISOString();
}

function columns({ world }: Session): Column<AuditEntry>[] {
  const nowMs = world.now();
  return [
    { title: "SEQ", value: ({ seq }) => String(seq), right: true },
    { title: "WHEN", value: ({ at }) => relativeTime(at, nowMs) },
    { title: "ACTION", value: ({ action }) => action },
    { title: "BY", value: ({ actorName }) => actorName },
    { title: "TARGET", value: ({ target }) => target },
  ];
}
