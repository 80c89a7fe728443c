import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type pg from "pg";
import { StartError } from "../start-error.ts";

/** First line of a backup. Rows follow, one JSON array `[table, row]` a line. */
export interface BackupHeader {
  telovixBackup: 1;
  /** Names of the migrations; a restore needs the same. */
  migrations: string[];
}

/** The tables of ours, parents before children; partitions are read through their parent. */
export async function tables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname <> '_prisma_migrations' ORDER BY name`,
  );
  return rows.map(({ name }) => name);
}

export async function migrationNames(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY name",
  );
  return rows.map(({ name }) => name);
}

/** Writes every row, of one moment, into a new file of mode 0600. @returns how many rows. */
export async function backup(client: pg.Client, file: string): Promise<number> {
  const handle = await open(file, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new StartError(
      `${file} cannot be created (${error.code}). Name a new file in a writable folder.`,
    );
  });
  let count = 0;
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  async function* lines() {
    const header: BackupHeader = { telovixBackup: 1, migrations: await migrationNames(client) };
    yield `${JSON.stringify(header)}\n`;
    for (const table of await tables(client)) {
      await client.query(
        `DECLARE rows NO SCROLL CURSOR FOR SELECT to_jsonb(t)::text AS row FROM "${table}" t`,
      );
      for (;;) {
        const { rows } = await client.query<{ row: string }>("FETCH 1000 FROM rows");
        if (rows.length === 0) break;
        count += rows.length;
        yield rows.map(({ row }) => `[${JSON.stringify(table)},${row}]\n`).join("");
      }
      await client.query("CLOSE rows");
    }
  }
  await pipeline(lines(), createGzip(), handle.createWriteStream());
  await client.query("COMMIT");
  return count;
}
