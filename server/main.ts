// The composition root: `main.ts` supervises, `main.ts console` and `main.ts gateway` are its children,
// which may also be started on their own, on any number of machines, with DATABASE_URL and TELOVIX_SECRET.
import { systemClock } from "./clock.ts";
import { ConfigError, parseConfig } from "./config.ts";
import { makeLogger } from "./log/logger.ts";
import { startConsole } from "./processes/console.ts";
import { startGateway } from "./processes/gateway.ts";
import { startSupervisor } from "./processes/supervisor.ts";
import { StartError } from "./start-error.ts";

/** The supervisor gives everything 10 s; a child that hangs must not outlive that. */
const stopWithinMs = 9_500;

async function start(role: string, dev: boolean): Promise<{ stop(): Promise<void> }> {
  const { config, secrets } = parseConfig(process.env);
  const shared = { config, clock: systemClock, log: makeLogger(config.log.level, role) };
  if (role === "supervisor") {
    const args = dev ? ["--dev"] : [];
    return startSupervisor({ ...shared, secrets, env: process.env, args });
  }
  const { databaseUrl, telovixSecret: secret } = secrets;
  if (!databaseUrl || !secret)
    throw new StartError(`The ${role} needs DATABASE_URL and TELOVIX_SECRET.`);
  const deps = { ...shared, databaseUrl, secret };
  return role === "console" ? startConsole({ ...deps, dev }) : startGateway(deps);
}

/** Also while starting: what has started by then is stopped again. */
function stopOnSignal(starting: Promise<{ stop(): Promise<void> }>): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    starting
      .then((running) => running.stop())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  // A child whose supervisor was killed must free its ports for the next one.
  process.on("disconnect", stop);
}

const [role = "supervisor", ...rest] = process.argv
  .slice(2)
  .filter((argument) => argument !== "--dev");
const dev = process.argv.includes("--dev");
if (!["supervisor", "console", "gateway"].includes(role) || rest.length > 0) {
  console.error("Usage: node server/main.ts [console|gateway] [--dev]");
  process.exit(2);
}
try {
  const starting = start(role, dev);
  stopOnSignal(starting);
  await starting;
  process.send?.("ready");
} catch (error) {
  if (!(error instanceof StartError || error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exit(1);
}
