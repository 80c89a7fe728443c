import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { pino } from "pino";
import { closedSecretBox, makeSecretBox } from "../ca/secret-box.ts";
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
  /** TELOVIX_SECRET, given or in the data folder; null: it is on another machine. */
  readonly secret: string | null;
}

/** Opens the database of this installation for one command. @throws {StartError} when it cannot. */
export async function withInstallation(
  env: Record<string, string | undefined>,
  use: (installation: Installation) => Promise<void>,
): Promise<void> {
  const { config, secrets } = parseConfig(env);
  const url = secrets.databaseUrl ?? makeEmbeddedPostgres(embeddedDir(config.dataDir)).url;
  const client = new pg.Client(url);
  const where = secrets.databaseUrl ? "DATABASE_URL" : `the data folder ${config.dataDir}`;
  // A connection that breaks rejects the query that it carries; that is answer enough.
  client.on("error", () => undefined);
  await client.connect().catch(() => {
    throw new StartError(
      `The database of ${where} does not answer. Start the Console first (npm start).`,
    );
  });
  const pool = makePool(url, 2);
  const db = makeDb(pool);
  const actor = { kind: "user", id: "cli", name: "command line", role: "admin" } as const;
  const log = pino({ level: "silent" });
  try {
    await requireOurs(client, where);
    const secret = secrets.telovixSecret ?? (await secretIn(config.dataDir));
    const secretBox = secret ? makeSecretBox(secret) : closedSecretBox;
    const ctx = { db, clock: systemClock, log, config, actor, secretBox };
    await use({ ctx, client, secret });
  } finally {
    await db.$disconnect();
    await pool.end();
    await client.end();
  }
}

async function requireOurs(client: pg.Client, where: string): Promise<void> {
  const { rows } = await client.query("SELECT to_regclass('audit_head') IS NOT NULL AS ours");
  if (!rows[0]?.ours) {
    throw new StartError(
      `The database of ${where} has no Telovix in it yet. Start the Console first (npm start).`,
    );
  }
}

/** Read only: `readSecret` would make one where there is none. */
const secretIn = (dataDir: string) => readFile(join(dataDir, "secret"), "utf8").catch(() => null);
