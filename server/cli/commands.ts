import { Command, CommanderError } from "commander";
import { z } from "zod";
import { verifyAudit } from "../audit/verify.ts";
import { CreateApiKey, createApiKey } from "../auth/api-key.ts";
import { CreateUser, createUser, resetPassword } from "../auth/users.ts";
import { ConfigError } from "../config.ts";
import { AppError } from "../errors.ts";
import { StartError } from "../start-error.ts";
import { backup } from "./backup.ts";
import { type Installation, withInstallation } from "./installation.ts";
import { restore } from "./restore.ts";

/** Runs one command line. @returns the exit code: 0 done, 1 refused or failed, 2 wrong usage. */
export async function runCli(argv: string[], env: NodeJS.ProcessEnv): Promise<number> {
  try {
    await program((use) => withInstallation(env, use)).parseAsync(argv);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof z.ZodError) {
      const [issue] = error.issues;
      console.error(`--${issue?.path.join(".")}: ${issue?.message}`);
      return 2;
    }
    const known = [AppError, StartError, ConfigError].some((kind) => error instanceof kind);
    console.error(known ? (error as Error).message : error);
    return 1;
  }
}

type With = (use: (installation: Installation) => Promise<void>) => Promise<void>;

function program(withIt: With): Command {
  const cli = new Command("telovix")
    .description("Administers a Telovix installation.")
    .exitOverride();
  addUserCommands(cli, withIt);
  cli
    .command("api-key")
    .description("API keys")
    .command("create")
    .description("creates an API key and prints only the key")
    .requiredOption("--name <name>")
    .requiredOption("--role <role>", "viewer, operator, admin or provisioner")
    .action((options) =>
      withIt(async ({ ctx }) =>
        console.log((await createApiKey(ctx, CreateApiKey.parse(options))).key),
      ),
    );
  cli
    .command("audit")
    .description("the audit chain")
    .command("verify")
    .description("checks that no audit entry was changed, removed or added")
    .action(() => withIt(({ ctx }) => printVerdict(ctx)));
  cli
    .command("backup <file>")
    .description("writes the whole database into a new file")
    .action((file) =>
      withIt(async ({ client }) => console.log(`${await backup(client, file)} rows saved.`)),
    );
  cli
    .command("restore <file>")
    .description("reads a backup into an empty installation")
    .action((file) =>
      withIt(async ({ client }) => console.log(`${await restore(client, file)} rows restored.`)),
    );
  return cli;
}

function addUserCommands(cli: Command, withIt: With): void {
  const user = cli.command("user").description("users");
  user
    .command("create")
    .description("creates a user and prints the password once")
    .requiredOption("--email <email>")
    .requiredOption("--role <role>", "viewer, operator or admin")
    .action((options) =>
      withIt(async ({ ctx }) =>
        console.log((await createUser(ctx, CreateUser.parse(options))).password),
      ),
    );
  user
    .command("reset-password")
    .description("sets a new password, prints it once and ends the user's sessions")
    .requiredOption("--email <email>")
    .action(({ email }) =>
      withIt(async ({ ctx }) => console.log((await resetPassword(ctx, email)).password)),
    );
}

async function printVerdict(ctx: Installation["ctx"]): Promise<void> {
  const { entries, brokenAt } = await verifyAudit(ctx.db);
  if (brokenAt !== null)
    throw new AppError("Internal", `The audit chain is broken at entry ${brokenAt}.`);
  console.log(`${entries} audit entries, the chain is intact.`);
}
