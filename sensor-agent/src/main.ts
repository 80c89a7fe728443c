import { bpfInitCommand } from "./commands/bpf-init.ts";
import { checkCommand } from "./commands/check.ts";
import { enrollCommand } from "./commands/enroll.ts";
import { logoutCommand } from "./commands/logout.ts";
import { runCommand } from "./commands/run.ts";
import { statusCommand } from "./commands/status.ts";
import { Exit } from "./exit.ts";
import { type Command, type Options, readCommandLine } from "./options.ts";
import { usage } from "./usage.ts";
import { version } from "./version.ts";

const handlers: Record<Command, (options: Options) => Promise<void> | void> = {
  run: (options) => runCommand(options, process.env),
  enroll: enrollCommand,
  status: statusCommand,
  check: checkCommand,
  logout: logoutCommand,
  "bpf-init": (options) => bpfInitCommand(options, process.env),
  version: () => console.log(version),
  help: () => console.log(usage),
};

async function main(): Promise<number> {
  try {
    const { command, options } = readCommandLine(process.argv.slice(2), process.env);
    // What the sensor starts is not to inherit it.
    delete process.env.TELOVIX_TOKEN;
    await handlers[command](options);
    return 0;
  } catch (error) {
    const known = error instanceof Exit;
    console.error(known ? error.message : error);
    return known ? error.code : 1;
  }
}

// Not process.exit: output on pipes would be cut. Nothing keeps the loop alive by now.
main().then((code) => {
  process.exitCode = code;
});
