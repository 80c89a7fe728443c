import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import type { Db } from "../context.ts";
import { makeDb, makePool } from "../db/client.ts";
import { migrate } from "../db/migrate.ts";

export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
  readonly db: Db;
  readonly pool: pg.Pool;
}

/** Migrated by the first test of a run; the databases of all others are copies, made in no time. */
const template = "migrated";
const templateLock = 1;

/** A fresh, migrated database on the PostgreSQL that the test run started. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject("databaseServer");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await makeTemplate(server);
  await once(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = databaseUrl(server, name);
  // The listening clock begins with its database, not with the one that this is a copy of.
  await once(url, "UPDATE listening SET last_at = now()");
  const pool = makePool(url, 20);
  const db = makeDb(pool);
  return {
    url,
    db,
    pool,
    async [Symbol.asyncDispose]() {
      await db.$disconnect();
      await pool.end();
      await once(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

const databaseUrl = (server: string, name: string) => server.replace(/\/[^/?]*\?/, `/${name}?`);

/** Where it is there already, this only waits for who makes it. */
async function makeTemplate(server: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [templateLock]);
    const found = await client.query("SELECT FROM pg_database WHERE datname = $1", [template]);
    if (found.rowCount === 0) {
      await client.query(`CREATE DATABASE being_${template}`);
      await migrate(databaseUrl(server, `being_${template}`));
      // Under its name it is whole.
      await client.query(`ALTER DATABASE being_${template} RENAME TO ${template}`);
    }
  } finally {
    await client.end();
  }
}

async function once(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
