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

/** A fresh, migrated database on the PostgreSQL that the test run started. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject("databaseServer");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await once(server, `CREATE DATABASE ${name}`);
  const url = server.replace(/\/[^/?]*\?/, `/${name}?`);
  await migrate(url);
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

async function once(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
