import { type Command, Option } from "commander";
import type { ApiKey } from "../answers.ts";
import { must } from "../api.ts";
import { confirm } from "../confirm.ts";
import { parseDuration, relativeTime } from "../duration.ts";
import { given } from "../given.ts";
import { addListOptions, type ListOptions, printList } from "../list.ts";
import type { Column } from "../output/table.ts";
import type { Run, Session } from "../session.ts";

const roles = ["viewer", "operator", "admin", "provisioner"] as const;
interface CreateOptions {
  name: string;
  role: (typeof roles)[number];
  ttl?: string;
}

/** `telovix api-keys …` */
export function addApiKeyCommands(program: Command, run: Run): void {
  const keys = program.command("api-keys").alias("api-key").description("what scripts act with");
  addListOptions(keys.command("list").alias("ls"))
    .description("lists API keys, never the keys themselves")
    .action((options, command) => run(command, (session) => list(session, options)));
  keys
    .command("create")
    .description("makes a key and prints it, once")
    .requiredOption("--name <name>", "what it is for")
    .addOption(
      new Option("--role <role>", "what it may do").choices(roles).makeOptionMandatory(true),
    )
    .option("--ttl <time>", "how long it is valid, for good unless told: 30d, 12h")
    .action((options, command) => run(command, (session) => create(session, options)));
  keys
    .command("revoke <id>")
    .description("ends a key at once")
    .option("--yes", "do not ask")
    .action((id, options, command) =>
      run(command, async (session) => {
        await confirm(session.world, `Revoke the API key ${id}.`, options);
        await must(session.api.DELETE("/api-keys/{id}", { params: { path: { id } } }));
        session.note(`Revoked ${id}.`);
      }),
    );
}

async function create(session: Session, { name, role, ttl }: CreateOptions): Promise<void> {
  const ttlSeconds = ttl ? parseDuration(ttl) : undefined;
  const body = { name, role, ...given("ttlSeconds", ttlSeconds) };
  const made = await must(session.api.POST("/api-keys", { body }));
  if (session.json) return session.value(made);
  session.line(made.key);
  session.note("Shown only once.");
}

function list(session: Session, options: ListOptions): Promise<void> {
  const nowMs = session.world.now();
  const columns: Column<ApiKey>[] = [
    { title: "NAME", value: ({ name }) => name },
    { title: "PREFIX", value: ({ prefix }) => prefix },
    { title: "ROLE", value: ({ role }) => role },
    { title: "STATE", value: ({ state }) => state },
    { title: "EXPIRES", value: ({ expiresAt }) => relativeTime(expiresAt, nowMs) },
    { title: "LAST USED", value: ({ lastUsedAt }) => relativeTime(lastUsedAt, nowMs) },
    { title: "BY", value: ({ createdBy }) => createdBy },
    { title: "ID", value: ({ id }) => id },
  ];
  return printList(session, {
    ...{ options, columns },
    fetch: (query) => must(session.api.GET("/api-keys", { params: { query } })),
  });
}
