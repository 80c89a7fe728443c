import { Command, CommanderError } from "commander";
import { z } from "zod";
import { verifyAudit } from "../audit/verify.ts";
import { createApiKey } from "../auth/api-key.ts";
import { CreateApiKey } from "../auth/schema.ts";
import { CreateUser, createUser, resetPassword } from "../auth/users.ts";
import { ConfigError } from "../config.ts";
import { AppError } from "../errors.ts";
import { StartError } from "../start-error.ts";
import { resetTwoFactorOf } from "../users/reset-two-factor.ts";
import { backup } from "./backup.ts";
import { type Installation, withInstallation } from "./installation.ts";
import { addLicenseCommands } from "./license-commands.ts";
import { restore } from "./restore.ts";
import type { Terminal, With } from "./terminal.ts";

/** Runs one command line. @returns the exit code: 0 done, 1 refused or failed, 2 wrong usage. */
export async function runCli(
  argv: string[],
  env: Record<string, string | undefined>,
  terminal: Terminal = { out: console.log, err: console.error },
): Promise<number> {
  try {
    await program((use) => withInstallation(env, use), terminal).parseAsync(argv);
    return 0;
  } catch (error) {
    // Commander has said it already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof z.ZodError) {
      const [issue] = error.issues;
      terminal.err(`--${issue?.path.join(".")}: ${issue?.message}`);
      return 2;
    }
    const known = [AppError, StartError, ConfigError].some((kind) => error instanceof kind);
    const text = error instanceof Error ? error.message : String(error);
    terminal.err(known ? text : `It failed: ${text.trim().split("\n").at(-1)}`);
    return 1;
  }
}

function program(withIt: With, terminal: Terminal): Command {
  const cli = new Command("telovix")
    .description("Administers a Telovix installation.")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    });
  addUserCommands(cli, withIt, terminal);
  addBackupCommands(cli, withIt, terminal);
  addLicenseCommands(cli, withIt, terminal);
  cli
    .command("api-key")
    .description("API keys")
    .command("create")
    .description("creates an API key and prints only the key")
    .requiredOption("--name <name>")
    .requiredOption("--role <role>", "viewer, operator, admin or provisioner")
    .option("--expires-in-days <days>", "1 to 3650; left out: until it is revoked", Number)
    .action(({ expiresInDays, ...options }) => {
      const ttl = expiresInDays === undefined ? {} : { ttlSeconds: expiresInDays * 86_400 };
      const input = CreateApiKey.parse({ ...options, ...ttl });
      return withIt(async ({ ctx }) => terminal.out((await createApiKey(ctx, input)).key));
    });
  cli
    .command("audit")
    .description("the audit chain")
    .command("verify")
    .description("checks that no audit entry was changed, removed or added")
    .action(() => withIt(async ({ ctx }) => terminal.out(await auditVerdict(ctx))));
  return cli;
}

function addUserCommands(cli: Command, withIt: With, terminal: Terminal): void {
  const user = cli.command("user").description("users");
  user
    .command("create")
    .description("creates a user and prints the password once")
    .requiredOption("--email <email>")
    .requiredOption("--role <role>", "viewer, operator or admin")
    .action((options) => {
      const input = CreateUser.parse(options);
      return withIt(async ({ ctx }) => terminal.out((await createUser(ctx, input)).password));
    });
  user
    .command("reset-password")
    .description("sets a new password, prints it once and ends the user's sessions")
    .requiredOption("--email <email>")
    .action(({ email }) =>
      withIt(async ({ ctx }) => terminal.out((await resetPassword(ctx, email)).password)),
    );
  user
    .command("disable-two-factor")
    .description("takes the second factor away from who lost it, and ends the user's sessions")
    .requiredOption("--email <email>")
    .action(({ email }) =>
      withIt(async ({ ctx }) => {
        await resetTwoFactorOf(ctx, email);
        terminal.out(`${email} signs in with the password alone now.`);
      }),
    );
}

function addBackupCommands(cli: Command, withIt: With, terminal: Terminal): void {
  cli
    .command("backup <file>")
    .description("writes the whole database into a new file")
    .action((file) =>
      withIt(async ({ client }) => terminal.out(`${await backup(client, file)} rows saved.`)),
    );
  cli
    .command("restore <file>")
    .description("reads a backup into an installation that is not in use yet")
    .action((file) =>
      withIt(async ({ client, secret }) => {
        const rows = await restore(client, file, secret);
        terminal.out(`${rows} rows restored. Restart the Console: it still holds the old CA.`);
      }),
    );
}

async function auditVerdict(ctx: Installation["ctx"]): Promise<string> {
  const { entries, brokenAt } = await verifyAudit(ctx.db);
  if (brokenAt !== null)
    throw new AppError("Internal", `The audit chain is broken at entry ${brokenAt}.`);
  return `${entries} audit entries, the chain is intact.`;
}
