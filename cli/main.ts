// `telovix`: the command line for admins, against the REST API.
import { homedir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { runTelovix } from "./program.ts";

/** Set by the build. */
declare const __telovixVersion: string | undefined;

// Who reads only the first lines (`| head`) wants no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

runTelovix(process.argv.slice(2), {
  version: typeof __telovixVersion === "undefined" ? "development" : __telovixVersion,
  env: process.env,
  home: homedir(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => Date.now(),
  sleep,
}).then((code) => {
  process.exitCode = code;
  // An idle keep-alive connection would hold the process for seconds.
  process.exit();
});
