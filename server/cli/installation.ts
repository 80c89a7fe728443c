import pg from "pg";
import { pino } from "pino";
import { systemClock } from "../clock.ts";
import { parseConfig } from "../config.ts";
import type { Ctx } from "../context.ts";
import { makeDb, makePool } from "../db/client.ts";
import { makeEmbeddedPostgres } from "../db/embedded-postgres.ts";
import { embeddedDir } from "../processes/database.ts";
import { StartError } from "../start-error.ts";

export interface Installation {
  /** Acts as the administrator of the machine: who can read the data folder is one. */
  readonly ctx: Ctx;
  readonly client: pg.Client;
}

/** Opens the database of this installation for one command. @throws {StartError} when it cannot. */
export async function withInstallation(
  env: NodeJS.ProcessEnv,
  use: (installation: Installation) => Promise<void>,
): Promise<void> {
  const { config, secrets } = parseConfig(env);
  const url = secrets.databaseUrl ?? makeEmbeddedPostgres(embeddedDir(config.dataDir)).url;
  const client = new pg.Client(url);
  await client.connect().catch(() => {
    const where = secrets.databaseUrl ? "DATABASE_URL" : `the data folder ${config.dataDir}`;
    throw new StartError(
      `The database of ${where} does not answer. Start the Console first (npm start).`,
    );
  });
  const pool = makePool(url, 2);
  const db = makeDb(pool);
  const actor = { kind: "user", id: "cli", name: "command line", role: "admin" } as const;
  const log = pino({ level: "silent" });
  try {
    await use({ ctx: { db, clock: systemClock, log, config, actor }, client });
  } finally {
    await db.$disconnect();
    await pool.end();
    await client.end();
  }
}
