import { type Command, Option } from "commander";
import type { Token } from "../answers.ts";
import { must } from "../api.ts";
import { confirm } from "../confirm.ts";
import { parseDuration, relativeTime } from "../duration.ts";
import { usage } from "../exit-codes.ts";
import { given } from "../given.ts";
import { addListOptions, type ListOptions, printList } from "../list.ts";
import { type Column, facts } from "../output/table.ts";
import { listed } from "../sensor-filter.ts";
import type { Run, Session } from "../session.ts";

const types = ["one_time", "batch", "cluster"] as const;
const states = ["active", "expired", "exhausted", "revoked"] as const;
interface CreateOptions {
  type: (typeof types)[number];
  count?: string;
  ttl?: string;
  maxUses?: string;
  clusterName?: string;
  tag?: string[];
  role?: string;
  ephemeral?: true;
  permanent?: true;
  removeAfter?: string;
  namePattern?: string;
  allowFrom?: string[];
  description?: string;
}

/** `telovix tokens …` */
export function addTokenCommands(program: Command, run: Run): void {
  const tokens = program.command("tokens").alias("token").description("enrollment tokens");
  addCreate(tokens, run);
  addListOptions(tokens.command("list").alias("ls"))
    .description("lists tokens, never their secrets")
    .addOption(new Option("--state <state>", "only these").choices(states))
    .option("--expiring", "only those whose end is near")
    .action((options, command) => run(command, (session) => list(session, options)));
  tokens
    .command("get <id>")
    .description("shows one token and how many sensors it enrolled")
    .action((id, _options, command) => run(command, (session) => show(session, id)));
  tokens
    .command("revoke <id>")
    .description("ends a token; the sensors that it enrolled stay")
    .option("--yes", "do not ask")
    .action((id, options, command) => run(command, (session) => revoke(session, id, options)));
  tokens
    .command("rotate <id>")
    .description("makes a token like this one, which ends after the overlap; prints the new secret")
    .option("--overlap <time>", "how long the old one still admits, 1 h unless told")
    .option("--ttl <time>", "lifetime of the new one")
    .action((id, options, command) => run(command, (session) => rotate(session, id, options)));
}

function addCreate(tokens: Command, run: Run): void {
  tokens
    .command("create")
    .description("makes tokens and prints their secrets, once, one a line")
    .addOption(new Option("--type <type>", "what kind").choices(types).default("one_time"))
    .option("--count <n>", "how many one-time tokens")
    .option("--ttl <time>", "how long it admits: 30m, 12h, 7d")
    .option("--max-uses <n>", "how many sensors a batch token enrolls")
    .option("--cluster-name <name>", "the cluster of a cluster token")
    .option("--tag <key:value>", "a tag of every sensor; repeat it for more", listed)
    .option("--role <role>", "the role of every sensor")
    .option("--ephemeral", "its sensors are ephemeral")
    .option("--permanent", "its sensors are permanent")
    .option("--remove-after <time>", "silence after which an ephemeral sensor is removed")
    .option("--name-pattern <pattern>", "names that it admits; * and ? match")
    .option("--allow-from <network>", "a network that it admits; repeat it for more", listed)
    .option("--description <text>", "what it is for")
    .action((options, command) => run(command, (session) => create(session, options)));
}

async function create(session: Session, options: CreateOptions): Promise<void> {
  const { ephemeral, permanent, ttl, removeAfter } = options;
  if (ephemeral && permanent) throw usage("--ephemeral and --permanent exclude each other.");
  const { tokens } = await must(
    session.api.POST("/enrollment-tokens", {
      body: {
        type: options.type,
        ...given("count", whole("--count", options.count)),
        ...given("maxUses", whole("--max-uses", options.maxUses)),
        ...given("ttlSeconds", ttl ? parseDuration(ttl) : undefined),
        ...given("clusterName", options.clusterName),
        ...given("tags", options.tag),
        ...given("role", options.role),
        ...(ephemeral || permanent ? { ephemeral: ephemeral === true } : {}),
        ...given("removeAfterSeconds", removeAfter ? parseDuration(removeAfter) : undefined),
        ...given("namePattern", options.namePattern),
        ...given("allowedCidrs", options.allowFrom),
        ...given("description", options.description),
      },
    }),
  );
  if (session.json) return session.value({ tokens });
  for (const { token } of tokens) session.line(token);
  const [first] = tokens;
  if (first)
    session.note(`Ends ${relativeTime(first.expiresAt, session.world.now())}. Shown only once.`);
}

function whole(name: string, text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d{1,9}$/.test(text)) throw usage(`${name} is a whole number.`);
  return text === undefined ? undefined : Number(text);
}

function list(
  session: Session,
  options: ListOptions & { state?: (typeof states)[number]; expiring?: true },
): Promise<void> {
  const filter = { ...given("state", options.state), ...given("expiring", options.expiring) };
  return printList(session, {
    options,
    fetch: (page) =>
      must(session.api.GET("/enrollment-tokens", { params: { query: { ...filter, ...page } } })),
    columns: columns(session),
  });
}

function columns({ world }: Session): Column<Token>[] {
  const nowMs = world.now();
  return [
    { title: "PREFIX", value: ({ prefix }) => prefix },
    { title: "TYPE", value: ({ type }) => type },
    { title: "STATE", value: ({ state }) => state },
    { title: "USES", value: ({ uses, maxUses }) => `${uses}/${maxUses ?? "∞"}`, right: true },
    { title: "EXPIRES", value: ({ expiresAt }) => relativeTime(expiresAt, nowMs) },
    { title: "LAST USED", value: ({ lastUsedAt }) => relativeTime(lastUsedAt, nowMs) },
    { title: "BY", value: ({ createdBy }) => createdBy },
    { title: "DESCRIPTION", value: ({ description }) => description || "-" },
    { title: "ID", value: ({ id }) => id },
  ];
}

async function show(session: Session, id: string): Promise<void> {
  const token = await must(
    session.api.GET("/enrollment-tokens/{id}", { params: { path: { id } } }),
  );
  if (session.json) return session.value(token);
  const nowMs = session.world.now();
  const { counts } = token;
  facts([
    ["Prefix", `${token.prefix}…`],
    ["Id", token.id],
    ["Type", token.type],
    ["State", token.state],
    ["Uses", `${token.uses} of ${token.maxUses ?? "any number"}`],
    ["Expires", `${token.expiresAt} (${relativeTime(token.expiresAt, nowMs)})`],
    ["Created", `${token.createdAt} by ${token.createdBy}`],
    ["Sensors", `${counts.live} enrolled, ${counts.departed} departed`],
    ["Tags", token.tags.join(",") || "-"],
    ["Names", token.namePattern ?? "any"],
    ["From", token.allowedCidrs.join(", ") || "anywhere"],
    ["Description", token.description || "-"],
  ]).forEach(session.line);
}

async function revoke(session: Session, id: string, options: { yes?: true }): Promise<void> {
  const path = { params: { path: { id } } };
  const { prefix } = await must(session.api.GET("/enrollment-tokens/{id}", path));
  await confirm(session.world, `Revoke the token ${prefix}….`, options);
  await must(session.api.DELETE("/enrollment-tokens/{id}", path));
  session.note(`Revoked ${prefix}….`);
}

async function rotate(
  session: Session,
  id: string,
  { overlap, ttl }: { overlap?: string; ttl?: string },
): Promise<void> {
  const rotated = await must(
    session.api.POST("/enrollment-tokens/{id}/rotate", {
      params: { path: { id } },
      body: {
        ...given("overlapSeconds", overlap ? parseDuration(overlap) : undefined),
        ...given("ttlSeconds", ttl ? parseDuration(ttl) : undefined),
      },
    }),
  );
  if (session.json) return session.value(rotated);
  for (const { token } of rotated.tokens) session.line(token);
  const ends = relativeTime(rotated.replaced.expiresAt, session.world.now());
  session.note(`The old one, ${rotated.replaced.prefix}…, ends ${ends}.`);
}
