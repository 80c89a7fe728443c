import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import type pg from "pg";
import { z } from "zod";
import { StartError } from "../start-error.ts";
import { migrationNames, tables } from "./backup.ts";

const Header = z.object({ telovixBackup: z.literal(1), migrations: z.array(z.string()) });
const batchRows = 500;

/**
 * Replaces the content of an installation without sensors and tokens by a backup, in one transaction.
 * TELOVIX_SECRET must be the one of the backup. @returns how many rows.
 */
export async function restore(client: pg.Client, file: string): Promise<number> {
  const known = new Set(await tables(client));
  await requireEmpty(client);
  await client.query("BEGIN");
  try {
    // Foreign keys are checked by their content's own origin: the backup is of one moment.
    await client.query("SET LOCAL session_replication_role = replica");
    await client.query(`TRUNCATE ${[...known].map((table) => `"${table}"`).join(", ")}`);
    const count = await readRows(client, file, known);
    await client.query("COMMIT");
    return count;
  } catch (error) {
    await client.query("ROLLBACK");
    if (error instanceof StartError) throw error;
    throw new StartError(
      `${file} is not a whole backup (${(error as Error).message}). Nothing was changed.`,
    );
  }
}

async function requireEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query("SELECT 1 FROM enrollment_token LIMIT 1");
  if (rows.length > 0) {
    throw new StartError(
      "This installation is in use. Restore into a new one (another TELOVIX_DATA_DIR).",
    );
  }
}

async function readRows(client: pg.Client, file: string, known: Set<string>): Promise<number> {
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });
  let count = -1;
  let batch: { table: string; rows: string[] } = { table: "", rows: [] };
  const write = async () => {
    if (batch.rows.length > 0) await insert(client, batch.table, batch.rows);
  };
  for await (const line of lines) {
    count += 1;
    if (count === 0) {
      await checkHeader(client, JSON.parse(line));
      continue;
    }
    const [table, row] = z.tuple([z.string(), z.unknown()]).parse(JSON.parse(line));
    if (!known.has(table)) throw new Error(`unknown table ${table}`);
    if (table !== batch.table || batch.rows.length === batchRows) {
      await write();
      batch = { table, rows: [] };
    }
    batch.rows.push(JSON.stringify(row));
  }
  await write();
  if (count < 0) throw new Error("it is empty");
  return count;
}

async function checkHeader(client: pg.Client, value: unknown): Promise<void> {
  const here = await migrationNames(client);
  if (Header.parse(value).migrations.join() !== here.join()) {
    throw new StartError(
      "The backup is of another version of Telovix. Restore it with that version, then update.",
    );
  }
}

async function insert(client: pg.Client, table: string, rows: string[]): Promise<void> {
  if (table === "sensor_metric") {
    await client.query(
      "SELECT ensure_metric_partition(day) FROM (SELECT DISTINCT ((r::jsonb->>'at')::timestamptz AT TIME ZONE 'UTC')::date AS day FROM unnest($1::text[]) r) days",
      [rows],
    );
  }
  await client.query(
    `INSERT INTO "${table}" SELECT (jsonb_populate_record(NULL::"${table}", r::jsonb)).* FROM unnest($1::text[]) r`,
    [rows],
  );
}
