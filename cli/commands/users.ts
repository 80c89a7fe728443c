import { Argument, type Command, Option } from "commander";
import type { User } from "../answers.ts";
import { must } from "../api.ts";
import { confirm } from "../confirm.ts";
import { relativeTime } from "../duration.ts";
import { CliError, exitCodes } from "../exit-codes.ts";
import { given } from "../given.ts";
import { addListOptions, type ListOptions, pages, printList } from "../list.ts";
import type { Column } from "../output/table.ts";
import type { Run, Session } from "../session.ts";

const roles = ["viewer", "operator", "admin"] as const;
type Role = (typeof roles)[number];

/** `telovix users …` */
export function addUserCommands(program: Command, run: Run): void {
  const users = program.command("users").alias("user").description("who signs in");
  addListOptions(users.command("list").alias("ls"))
    .description("lists users")
    .option("--q <text>", "part of the name or e-mail address")
    .addOption(new Option("--role <role>", "only these").choices(roles))
    .action((options, command) => run(command, (session) => list(session, options)));
  users
    .command("invite <email>")
    .description("prints a link with which somebody joins; it works once")
    .addOption(new Option("--role <role>", "what they may do").choices(roles).default("viewer"))
    .action((email, { role }: { role: Role }, command) =>
      run(command, async (session) => {
        const invite = await must(session.api.POST("/invites", { body: { email, role } }));
        if (session.json) return session.value(invite);
        session.line(invite.link);
        session.note(`Ends ${relativeTime(invite.expiresAt, session.world.now())}.`);
      }),
    );
  users
    .command("role <email>")
    .description("changes what a user may do")
    .addArgument(new Argument("<role>").choices(roles))
    .action((email, role: Role, _options, command) =>
      run(command, async (session) => {
        const { id } = await findUser(session, email);
        const path = { params: { path: { id } } };
        const user = await must(session.api.PATCH("/users/{id}", { ...path, body: { role } }));
        if (session.json) session.value(user);
        else session.note(`${user.email} is ${user.role} now.`);
      }),
    );
  users
    .command("disable <email>")
    .description("signs a user out everywhere and lets them in no more")
    .option("--yes", "do not ask")
    .action((email, options, command) =>
      run(command, async (session) => {
        const { id } = await findUser(session, email);
        await confirm(session.world, `Disable ${email}.`, options);
        await must(session.api.POST("/users/{id}/disable", { params: { path: { id } } }));
        session.note(`Disabled ${email}.`);
      }),
    );
  users
    .command("enable <email>")
    .description("lets a disabled user sign in again")
    .action((email, _options, command) =>
      run(command, async (session) => {
        const { id } = await findUser(session, email);
        await must(session.api.POST("/users/{id}/enable", { params: { path: { id } } }));
        session.note(`Enabled ${email}.`);
      }),
    );
}

function list(session: Session, options: ListOptions & { q?: string; role?: Role }) {
  const query = { ...given("q", options.q), ...given("role", options.role) };
  const nowMs = session.world.now();
  const columns: Column<User>[] = [
    { title: "E-MAIL", value: ({ email }) => email },
    { title: "NAME", value: ({ name }) => name },
    { title: "ROLE", value: ({ role }) => role },
    { title: "STATE", value: ({ state }) => state },
    { title: "TWO-FACTOR", value: ({ twoFactor }) => (twoFactor ? "yes" : "no") },
    { title: "LAST SIGN-IN", value: ({ lastSignInAt }) => relativeTime(lastSignInAt, nowMs) },
  ];
  return printList(session, {
    ...{ options, columns },
    fetch: (page) => must(session.api.GET("/users", { params: { query: { ...query, ...page } } })),
  });
}

async function findUser({ api }: Session, email: string): Promise<User> {
  const fetch = (page: { limit: number; cursor?: string }) =>
    must(api.GET("/users", { params: { query: { q: email, ...page } } }));
  for await (const { items } of pages(fetch, {})) {
    const user = items.find((each) => each.email.toLowerCase() === email.toLowerCase());
    if (user) return user;
  }
  throw new CliError(exitCodes.refused, `No user has the address ${email}.`, {
    help: "`telovix users list` shows them.",
  });
}
