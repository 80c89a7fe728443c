import { type Command, Option } from "commander";
import type { AuditEntry } from "../answers.ts";
import { must } from "../api.ts";
import { relativeTime } from "../duration.ts";
import { CliError, exitCodes, usage } from "../exit-codes.ts";
import { given } from "../given.ts";
import { addListOptions, type ListOptions, printList } from "../list.ts";
import type { Column } from "../output/table.ts";
import { listed } from "../sensor-filter.ts";
import type { Run, Session } from "../session.ts";

const formats = ["jsonl", "csv"] as const;

const kinds = ["user", "api-key", "sensor", "token", "system"] as const;

interface AuditFilter {
  action?: string[];
  kind?: (typeof kinds)[number];
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
    .action((options, command) => run(command, (session) => list(session, options)));
  addFilter(audit.command("export"))
    .description("writes every entry, newest first")
    .addOption(
      new Option("--format <format>", "lines of JSON, or CSV").choices(formats).default("jsonl"),
    )
    .action((options, command) => run(command, (session) => exportAll(session, options)));
  audit
    .command("verify")
    .description("walks the hash chain; ends with 1 where it is broken")
    .action((_options, command) => run(command, verify));
}

function addFilter(command: Command): Command {
  return command
    .option("--action <action>", "only this: sensor_deleted, token_created, …", listed)
    .addOption(new Option("--kind <kind>", "only what such an actor did").choices(kinds))
    .option("--actor <actor>", "only what this actor did: user:<id>, or part of a name")
    .option("--target <target>", "only what was done to this: sensor:<id>, settings, …")
    .option("--from <time>", "from then on, ISO 8601")
    .option("--to <time>", "until then, ISO 8601")
    .option("--q <text>", "part of the action, the actor, the target or the details");
}

function readAuditFilter(options: AuditFilter) {
  return {
    ...given("action", options.action),
    ...given("kind", options.kind ? [options.kind] : undefined),
    ...given("actor", options.actor),
    ...given("target", options.target),
    ...given("from", instant("--from", options.from)),
    ...given("to", instant("--to", options.to)),
    ...given("q", options.q),
  };
}

function list(session: Session, options: ListOptions & AuditFilter): Promise<void> {
  const filter = readAuditFilter(options);
  return printList(session, {
    ...{ options, columns: columns(session) },
    fetch: (page) => must(session.api.GET("/audit", { params: { query: { ...filter, ...page } } })),
  });
}

async function exportAll(
  session: Session,
  options: AuditFilter & { format: (typeof formats)[number] },
): Promise<void> {
  const query = { ...readAuditFilter(options), format: options.format };
  const content = await must(
    session.api.GET("/audit/export", { params: { query }, parseAs: "stream" }),
  );
  if (content) await session.copy(content);
}

async function verify(session: Session): Promise<void> {
  const verdict = await must(session.api.POST("/audit/verify"));
  const { entries, brokenAt } = verdict;
  if (session.json) session.value(verdict);
  if (brokenAt !== null)
    throw new CliError(exitCodes.failed, `The audit chain is broken at entry ${brokenAt}.`, {
      help: `Look at it: telovix audit list --limit 5 --cursor ${brokenAt + 1}`,
    });
  session.note(`${entries.toLocaleString("en")} entries, the chain is intact.`);
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
