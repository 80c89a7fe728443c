// `npm run cli -- …`: administers an installation through its database.
import { runCli } from "./cli/commands.ts";

process.exitCode = await runCli(process.argv, process.env);
