import { text } from "node:stream/consumers";
import type { Command } from "commander";
import type { AdmissionDecision, AdmissionRule, TestedObject } from "../answers.ts";
import { must } from "../api.ts";
import { readText } from "../config.ts";
import { relativeTime } from "../duration.ts";
import { CliError, exitCodes, usage } from "../exit-codes.ts";
import { given } from "../given.ts";
import { addListOptions, type ListOptions, pages, printList } from "../list.ts";
import { plainText } from "../output/plain-text.ts";
import type { Run, Session } from "../session.ts";

/** `telovix admission rules`, `enable`, `disable`, `test` and `decisions` */
export function addAdmissionCommands(program: Command, run: Run): void {
  const admission = program.command("admission").description("what clusters may create");
  addListOptions(admission.command("rules"))
    .description("lists admission rules")
    .action((options, command) => run(command, (session) => listRules(session, options)));
  for (const [name, enabled] of [["enable", true] as const, ["disable", false] as const]) {
    admission
      .command(`${name} <rule>`)
      .description(`${name}s a rule, by its name or id`)
      .action((rule: string, _options, command) =>
        run(command, (session) => setEnabled(session, rule, enabled)),
      );
  }
  admission
    .command("test <file>")
    .description("asks the rules about manifests, from a file or - for standard input")
    .option("--cluster <name>", "as if in this cluster")
    .option("--namespace <name>", "of objects that name none")
    .action((file: string, options: Place, command) =>
      run(command, (session) => test(session, file, options)),
    );
  addListOptions(admission.command("decisions"))
    .description("lists what was denied or warned about, newest first")
    .option("--cluster <name>")
    .option("--namespace <name>")
    .option("--outcome <outcome>", "denied, warned or error")
    .action((options, command) => run(command, (session) => listDecisions(session, options)));
}

function listRules(session: Session, options: ListOptions): Promise<void> {
  const all = (patterns: readonly string[]) => patterns.join(",") || "*";
  return printList<AdmissionRule>(session, {
    options,
    fetch: (query) => must(session.api.GET("/admission/rules", { params: { query } })),
    columns: [
      { title: "RULE", value: ({ name }) => name },
      { title: "ACTION", value: ({ action }) => action },
      { title: "ENABLED", value: ({ enabled }) => (enabled ? "yes" : "no") },
      { title: "CLUSTERS", value: ({ clusters }) => all(clusters) },
      { title: "NAMESPACES", value: ({ namespaces }) => all(namespaces) },
      { title: "EXCEPT", value: (rule) => rule.excludeNamespaces.join(",") || "-" },
      {
        title: "ERROR",
        value: ({ lastError }) => lastError?.message ?? "-",
        color: () => "yellow",
      },
    ],
  });
}

async function setEnabled(session: Session, rule: string, enabled: boolean): Promise<void> {
  const id = await ruleId(session, rule);
  const call = { params: { path: { id } }, body: { enabled } };
  const changed = await must(session.api.PUT("/admission/rules/{id}/enabled", call));
  if (session.json) return session.value(changed);
  for (const warning of changed.warnings) session.note(warning);
  session.note(`${changed.name} is ${enabled ? "on" : "off"}.`);
}

async function ruleId(session: Session, rule: string): Promise<string> {
  const fetch = (query: { limit: number; cursor?: string }) =>
    must(session.api.GET("/admission/rules", { params: { query } }));
  for await (const { items } of pages(fetch, {})) {
    const found = items.find(({ id, name }) => id === rule || name === rule);
    if (found) return found.id;
  }
  throw usage(`There is no admission rule “${rule}”.`, "`telovix admission rules` lists them.");
}

interface Place {
  readonly cluster?: string;
  readonly namespace?: string;
}

/** Ends with 1 when something would be denied or cannot be read, so that a pipeline stops. */
async function test(session: Session, file: string, place: Place): Promise<void> {
  const yaml = file === "-" ? await text(session.world.stdin) : readText(file, "manifest");
  const where = { ...given("cluster", place.cluster), ...given("namespace", place.namespace) };
  const report = await must(session.api.POST("/admission/test", { body: { yaml, ...where } }));
  if (session.json) session.value(report);
  else for (const object of report.objects) tell(session, object);
  for (const { column, line, message } of report.problems)
    session.note(`${file}:${line}:${column} ${message}`);
  const denied = report.objects.filter(({ outcome }) => outcome === "denied").length;
  if (denied === 0 && report.problems.length === 0) return;
  const words = denied === 1 ? "1 object would be denied." : `${denied} objects would be denied.`;
  throw new CliError(exitCodes.failed, denied > 0 ? words : "The manifests cannot be read.");
}

function tell(session: Session, { kind, name, namespace, outcome, rules, skipped }: TestedObject) {
  const line = (text: string) => session.line(plainText(text));
  line(`${outcome.padEnd(8)}${kind} ${namespace ? `${namespace}/` : ""}${name}`);
  for (const { message, name: rule } of rules.filter((each) => each.message !== null))
    line(`        ${rule}: ${message}`);
  if (skipped !== null) line(`        ${skipped}`);
}

type DecisionOptions = ListOptions & Place & { outcome?: AdmissionDecision["outcome"] };

function listDecisions(session: Session, options: DecisionOptions): Promise<void> {
  const { cluster, namespace, outcome } = options;
  const filter = {
    ...{ ...given("cluster", cluster), ...given("namespace", namespace) },
    ...given("outcome", outcome),
  };
  const nowMs = session.world.now();
  const object = ({ kind, name, namespace: where }: AdmissionDecision) =>
    `${kind ?? "-"} ${where ? `${where}/` : ""}${name ?? ""}`;
  return printList<AdmissionDecision>(session, {
    options,
    fetch: (page) =>
      must(session.api.GET("/admission/decisions", { params: { query: { ...filter, ...page } } })),
    columns: [
      { title: "WHEN", value: ({ at }) => relativeTime(at, nowMs) },
      { title: "OUTCOME", value: (each) => each.outcome },
      { title: "CLUSTER", value: (each) => each.cluster },
      { title: "OBJECT", value: object },
      { title: "RULES", value: ({ rules }) => rules.map(({ name }) => name).join(", ") || "-" },
      { title: "USER", value: ({ user }) => user ?? "-" },
    ],
  });
}
