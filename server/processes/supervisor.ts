import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { ensureFirstAdmin } from "../auth/users.ts";
import { closedSecretBox } from "../ca/secret-box.ts";
import type { Clock } from "../clock.ts";
import type { Config, Secrets } from "../config.ts";
import { systemActor } from "../context.ts";
import { makeDb, makePool } from "../db/client.ts";
import { StartError } from "../start-error.ts";
import { lockDataDir, openDataDir, readSecret } from "./data-dir.ts";
import { openDatabase } from "./database.ts";
import { keepRunning, type Supervised } from "./keep-running.ts";

interface Deps {
  config: Config;
  secrets: Secrets;
  clock: Clock;
  log: Logger;
  /** What children inherit, completed with the database and the secret. */
  env: NodeJS.ProcessEnv;
  args: string[];
}

/** Runs PostgreSQL, the console and the gateways until asked to stop. */
export async function startSupervisor(deps: Deps): Promise<{ stop(): Promise<void> }> {
  const { config, secrets, clock, log } = deps;
  await openDataDir(config.dataDir);
  const lock = await lockDataDir(config.dataDir);
  await requireFreePort(config.console.port, "TELOVIX_CONSOLE_PORT");
  await requireFreePort(config.gateway.port, "TELOVIX_SENSOR_PORT");
  const secret = await readSecret(config.dataDir, secrets.telovixSecret);
  const database = await openDatabase(deps);
  const password = await firstAdmin(deps, database.url);

  const env = { ...deps.env, DATABASE_URL: database.url, TELOVIX_SECRET: secret };
  const child = (name: string) =>
    keepRunning({
      name,
      clock,
      log,
      stopSignal: "SIGTERM",
      start: () => startChild(name, env, deps.args),
    });
  const children: Supervised[] = await Promise.all([
    child("console"),
    ...Array.from({ length: config.gateway.processes }, () => child("gateway")),
  ]);
  announce(config, password);
  return {
    async stop() {
      await Promise.all(children.map((each) => each.stop(6_000)));
      await database.server?.stop();
      lock.close();
    },
  };
}

async function firstAdmin(
  { config, secrets, clock, log }: Deps,
  url: string,
): Promise<string | null> {
  const pool = makePool(url, 1);
  const db = makeDb(pool);
  try {
    const admin = { email: config.admin.email, password: secrets.adminPassword };
    const ctx = { db, clock, log, config, actor: systemActor, secretBox: closedSecretBox };
    return await ensureFirstAdmin(ctx, admin);
  } finally {
    await db.$disconnect();
    await pool.end();
  }
}

/** Starts `node main.ts <name>` and waits until it says that it listens. */
async function startChild(
  name: string,
  env: NodeJS.ProcessEnv,
  args: string[],
): Promise<ChildProcess> {
  const main = fileURLToPath(new URL("../main.ts", import.meta.url));
  const child = fork(main, [name, ...args], { env, stdio: "inherit" });
  const [ready] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => [null]),
  ]);
  if (ready === null) throw new StartError(`The ${name} did not start; its reason is above.`);
  return child;
}

/** Found out before anything else starts, so that nothing has to be taken back. */
async function requireFreePort(port: number, variable: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", () =>
      reject(new StartError(`Port ${port} is in use. Stop its user, or set ${variable}.`)),
    );
    server.listen(port, () => server.close(() => resolve()));
  });
}

function announce(config: Config, password: string | null): void {
  const lines = [`Telovix is ready: ${config.publicUrl}`];
  if (password)
    lines.push(`Sign in as ${config.admin.email} with the password ${password} (shown only now).`);
  process.stdout.write(`\n${lines.map((line) => `  ${line}`).join("\n")}\n\n`);
}
