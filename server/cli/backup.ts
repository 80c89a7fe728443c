import { type FileHandle, open, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type pg from "pg";
import { StartError } from "../start-error.ts";
import { migrationNames, tables } from "./tables.ts";

/** First line of a backup. Rows follow, one JSON array `[table, row]` a line. */
export interface BackupHeader {
  telovixBackup: 1;
  /** Names of the migrations; a restore needs the same. */
  migrations: string[];
}

/** Rows read at a time, so that memory does not grow with the fleet. */
const batchRows = 1_000;

/**
 * Writes every row, of one moment, into a new file of mode 0600: gzip of `BackupHeader` and rows.
 * A backup that fails leaves no file. @returns how many rows.
 */
export async function backup(client: pg.Client, file: string): Promise<number> {
  const handle = await create(file);
  try {
    return await write(client, handle);
  } catch (error) {
    await rm(file, { force: true });
    throw new StartError(`${file} was not written: ${(error as Error).message}`);
  }
}

async function create(file: string): Promise<FileHandle> {
  return open(file, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new StartError(
      `${file} cannot be created (${error.code}). Name a new file in a writable folder.`,
    );
  });
}

async function write(client: pg.Client, handle: FileHandle): Promise<number> {
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
        const { rows } = await client.query<{ row: string }>(`FETCH ${batchRows} FROM rows`);
        if (rows.length === 0) break;
        count += rows.length;
        yield rows.map(({ row }) => `[${JSON.stringify(table)},${row}]\n`).join("");
      }
      await client.query("CLOSE rows");
    }
  }
  // flush: synced to the disk before it is called a backup.
  await pipeline(lines(), createGzip(), handle.createWriteStream({ flush: true }));
  await client.query("COMMIT");
  return count;
}
