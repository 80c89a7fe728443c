import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type pg from "pg";
import { z } from "zod";
import { unseal } from "../ca/secret-box.ts";
import { StartError } from "../start-error.ts";
import { migrationNames, tables } from "./tables.ts";

const Header = z.object({ telovixBackup: z.literal(1), migrations: z.array(z.string()) });
const batchRows = 500;

/**
 * Replaces the content of an unused installation by a backup, in one transaction: all of it or
 * nothing. @param secret the installation's TELOVIX_SECRET when it is known; it must be the one of
 * the backup, or nobody could read the CA key. @returns how many rows.
 */
export async function restore(
  client: pg.Client,
  file: string,
  secret: string | null,
): Promise<number> {
  const known = await tables(client);
  await client.query("BEGIN");
  try {
    // Writers wait; a Console that runs here is idle, or requireUnused refuses.
    await client.query("SET LOCAL lock_timeout = '10s'");
    await client.query(`LOCK TABLE ${quoted(known)} IN ACCESS EXCLUSIVE MODE`);
    await requireUnused(client);
    // What the triggers on `sensor` keep is in the backup itself.
    await client.query("ALTER TABLE sensor DISABLE TRIGGER USER");
    await client.query(`TRUNCATE ${quoted(known)}`);
    const count = await readRows(client, file, known);
    await client.query("ALTER TABLE sensor ENABLE TRIGGER USER");
    await requireSecret(client, secret);
    await client.query(
      "SELECT append_audit(now(), 'installation_restored', 'user:cli', 'command line', 'installation', jsonb_build_object('rows', $1::int))",
      [count],
    );
    await client.query("COMMIT");
    return count;
  } catch (error) {
    await client.query("ROLLBACK");
    if (error instanceof StartError) throw error;
    throw new StartError(
      `${file} cannot be restored (${(error as Error).message}). Nothing was changed.`,
    );
  }
}

const quoted = (names: string[]) => names.map((name) => `"${name}"`).join(", ");

/** Unused: at most the first administrator, and nothing that a person made in the Console. */
async function requireUnused(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ used: boolean }>(
    `SELECT EXISTS (SELECT FROM enrollment_token) OR EXISTS (SELECT FROM api_key)
      OR EXISTS (SELECT FROM setting) OR (SELECT count(*) > 1 FROM "user") AS used`,
  );
  if (rows[0]?.used) {
    throw new StartError(
      "This installation is in use. Restore into a new one (another TELOVIX_DATA_DIR).",
    );
  }
}

async function requireSecret(client: pg.Client, secret: string | null): Promise<void> {
  const { rows } = await client.query<{ encrypted_key: Buffer }>(
    "SELECT encrypted_key FROM certificate_authority",
  );
  if (secret && rows[0]) unseal(secret, rows[0].encrypted_key);
}

async function readRows(client: pg.Client, file: string, known: string[]): Promise<number> {
  let count = -1;
  await pipeline(createReadStream(file), createGunzip(), async (content: AsyncIterable<Buffer>) => {
    let batch: { table: string; rows: string[] } = { table: "", rows: [] };
    for await (const line of linesOf(content)) {
      count += 1;
      if (count === 0) {
        await checkHeader(client, line);
        continue;
      }
      const { table, row } = splitLine(line);
      if (!known.includes(table)) throw new Error(`unknown table ${table}`);
      if (table !== batch.table || batch.rows.length === batchRows) {
        await insert(client, batch.table, batch.rows);
        batch = { table, rows: [] };
      }
      batch.rows.push(row);
    }
    await insert(client, batch.table, batch.rows);
  });
  if (count < 0) throw new Error("it is empty");
  return count;
}

async function* linesOf(content: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  for await (const chunk of content) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    yield* parts;
  }
  if (rest !== "") yield rest;
}

/** `["table",{…}]`; the row stays text, because JavaScript's numbers cannot hold PostgreSQL's. */
function splitLine(line: string): { table: string; row: string } {
  const [, table, row] = /^\["(\w+)",(\{.*\})\]$/.exec(line) ?? [];
  if (!table || !row) throw new Error("a line of it is damaged");
  return { table, row };
}

async function checkHeader(client: pg.Client, line: string): Promise<void> {
  const header = Header.safeParse(jsonOf(line));
  if (!header.success) throw new Error("it is not a Telovix backup");
  if (header.data.migrations.join() !== (await migrationNames(client)).join()) {
    throw new StartError(
      "The backup is of another version of Telovix. Restore it with that version, then update.",
    );
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

async function insert(client: pg.Client, table: string, rows: string[]): Promise<void> {
  if (rows.length === 0) return;
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
