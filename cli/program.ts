import { Command, CommanderError } from "commander";
import { addAdmissionCommands } from "./commands/admission.ts";
import { addApiCommand } from "./commands/api-call.ts";
import { addApiKeyCommands } from "./commands/api-keys.ts";
import { addAuditCommands } from "./commands/audit.ts";
import { addClusterCommands } from "./commands/clusters.ts";
import { addCompletionCommand } from "./commands/completion.ts";
import { addConfigureCommand } from "./commands/configure.ts";
import { addFleetLists } from "./commands/fleet-lists.ts";
import { addJobCommands } from "./commands/jobs.ts";
import { addSensorCommands } from "./commands/sensors.ts";
import { addSettingCommands } from "./commands/settings.ts";
import { addStatusCommand } from "./commands/status.ts";
import { addTokenCommands } from "./commands/tokens.ts";
import { addUserCommands } from "./commands/users.ts";
import { CliError, exitCodes } from "./exit-codes.ts";
import { plainText } from "./output/plain-text.ts";
import { makeRun } from "./session.ts";
import type { World } from "./world.ts";

const exitHelp = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused by the Console, 4 Console not reached,
5 done in part.`;

/** Runs one command line. @returns the exit code */
export async function runTelovix(argv: string[], world: World): Promise<number> {
  const program = makeProgram(world);
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCodes.ok;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (!(error instanceof CliError)) throw error;
    tell(error, world, program.opts<{ json?: true }>().json === true);
    return error.exitCode;
  }
}

/** Every command there is. */
export function makeProgram(world: World): Command {
  const program = new Command("telovix")
    .description("Administers the sensors of a Telovix Console.")
    .version(world.version)
    .option("--url <url>", "the Console, https://console:15483 (TELOVIX_URL)")
    .option("--api-key-file <file>", "file with the API key (TELOVIX_API_KEY holds the key itself)")
    .option("--ca-cert <file>", "the Console's CA, PEM (TELOVIX_CA_CERT)")
    .option("--ca-fingerprint <sha256>", "or its SHA-256 fingerprint (TELOVIX_CA_FINGERPRINT)")
    .option("--json", "the Console's answer as JSON")
    .addHelpText("after", exitHelp)
    .showHelpAfterError("(--help shows what there is)")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      writeErr: (text) => void world.stderr.write(text),
    })
    .exitOverride();
  const run = makeRun(world);
  addStatusCommand(program, run);
  addSensorCommands(program, run);
  addTokenCommands(program, run);
  addClusterCommands(program, run);
  addAdmissionCommands(program, run);
  addJobCommands(program, run);
  addFleetLists(program, run);
  addAuditCommands(program, run);
  addSettingCommands(program, run);
  addUserCommands(program, run);
  addApiKeyCommands(program, run);
  addApiCommand(program, run);
  addConfigureCommand(program, world);
  addCompletionCommand(program, world);
  return program;
}

function tell({ message, help, problem }: CliError, { stderr }: World, json: boolean): void {
  if (json && problem) return void stderr.write(`${JSON.stringify(problem)}\n`);
  stderr.write(`telovix: ${plainText(message)}\n`);
  if (help) stderr.write(`  ${plainText(help)}\n`);
}
