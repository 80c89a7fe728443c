import { once } from "node:events";
import { join } from "node:path";
import pg from "pg";
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Config, Secrets } from "../config.ts";
import { makeEmbeddedPostgres } from "../db/embedded-postgres.ts";
import { migrate, NewerSchemaError } from "../db/migrate.ts";
import { StartError } from "../start-error.ts";
import { keepRunning, type Supervised } from "./keep-running.ts";

const readyWithinMs = 30_000;

/** Where the embedded server's socket and cluster are. */
export const embeddedDir = (dataDir: string) => join(dataDir, "postgres");

/** The database of this installation, started when it is ours, migrated when it is not current. */
export async function openDatabase(deps: {
  config: Config;
  secrets: Secrets;
  clock: Clock;
  log: Logger;
}): Promise<{ url: string; server: Supervised | undefined }> {
  const { config, secrets, clock, log } = deps;
  const server = config.database.embedded
    ? await startEmbedded(config.dataDir, clock, log)
    : undefined;
  const url = secrets.databaseUrl ?? makeEmbeddedPostgres(embeddedDir(config.dataDir)).url;
  try {
    if (server) await createDatabase(url, clock);
    await migrate(url);
  } catch (error) {
    await server?.stop();
    if (error instanceof NewerSchemaError) throw new StartError(error.message);
    throw new StartError(
      `The database cannot be used: ${reason(error)}. Check DATABASE_URL and that PostgreSQL runs.`,
    );
  }
  return { url, server };
}

async function startEmbedded(dataDir: string, clock: Clock, log: Logger): Promise<Supervised> {
  const postgres = makeEmbeddedPostgres(embeddedDir(dataDir));
  await postgres.prepare().catch((error) => {
    throw new StartError(
      `The embedded PostgreSQL cannot be prepared: ${reason(error)}. Set DATABASE_URL to use another.`,
    );
  });
  return keepRunning({
    name: "postgres",
    clock,
    log,
    stopSignal: "SIGINT",
    async start() {
      await postgres.prepare();
      const child = postgres.spawn();
      child.stderr?.on("data", (lines: Buffer) =>
        log.warn({ postgres: lines.toString().trim() }, "postgres"),
      );
      child.stdout?.resume();
      await once(child, "spawn");
      return child;
    },
  });
}

/** Waits until the server answers, and creates our database at the first start. */
async function createDatabase(url: string, clock: Clock): Promise<void> {
  const until = clock.now().getTime() + readyWithinMs;
  for (;;) {
    const client = new pg.Client(url.replace("/telovix?", "/postgres?"));
    try {
      await client.connect();
      const { rowCount } = await client.query(
        "SELECT 1 FROM pg_database WHERE datname = 'telovix'",
      );
      if (rowCount === 0) await client.query("CREATE DATABASE telovix");
      return;
    } catch (error) {
      if (clock.now().getTime() > until) throw error;
      await clock.sleep(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

function reason(error: unknown): string {
  if (error instanceof AggregateError) return reason(error.errors[0]);
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "unknown";
}
