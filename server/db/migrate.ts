import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

const prismaDir = fileURLToPath(new URL("../../prisma/", import.meta.url));
/** Any fixed number: consoles that start at the same time migrate one after another. */
const advisoryLock = 7_368_101;

/** The database holds migrations that this code does not know. */
export class NewerSchemaError extends Error {}

/** The adapter splits scripts at every `;`, which cuts function bodies: send them whole instead. */
class WholeScripts extends PrismaPg {
  override async connect() {
    return runScriptsWhole(await super.connect());
  }
}

function runScriptsWhole(adapter: Awaited<ReturnType<PrismaPg["connect"]>>) {
  const pool = adapter.underlyingDriver();
  adapter.executeScript = async (script) => void (await pool.query(script));
  return adapter;
}

/** Instantiated once a process: the glue module keeps views of the one memory it has seen. */
const loadEngine = once(async () => {
  const entry = fileURLToPath(import.meta.resolve("@prisma/schema-engine-wasm"));
  const wasm = await readFile(entry.replace(/schema_engine\.js$/, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
});

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load();
    return loading;
  };
}

/** The real Prisma schema engine on a database, as a WebAssembly module: no download, no binary. */
export async function schemaEngine(databaseUrl: string): Promise<SchemaEngine> {
  await loadEngine();
  const schema = await readFile(`${prismaDir}schema.prisma`, "utf8");
  const factory = bindMigrationAwareSqlAdapterFactory(
    new WholeScripts({ connectionString: databaseUrl }),
  );
  return glue.SchemaEngine.new(
    { datamodels: [["schema.prisma", schema]] },
    () => undefined,
    factory,
  );
}

/** The committed migrations, oldest first, in the engine's own shape. */
export async function committedMigrations(): Promise<MigrationList> {
  const baseDir = `${prismaDir}migrations`;
  const entries = await readdir(baseDir, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = await Promise.all(
    folders.sort().map(async (path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: {
          tag: "ok" as const,
          value: await readFile(`${baseDir}/${path}/migration.sql`, "utf8"),
        },
      },
    })),
  );
  const lockfile = {
    path: "migration_lock.toml",
    content: await readFile(`${baseDir}/migration_lock.toml`, "utf8"),
  };
  return { baseDir, lockfile, shadowDbInitScript: "", migrationDirectories };
}

/**
 * Brings the database to this code's schema; several processes may call it at once.
 * @returns the names of the migrations that were applied now.
 * @throws {NewerSchemaError} when the database is ahead of this code; nothing is changed then.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [advisoryLock]);
    const migrationsList = await committedMigrations();
    const applied = await appliedMigrations(client);
    const known = migrationsList.migrationDirectories.map((directory) => directory.path);
    const newer = applied.filter((name) => !known.includes(name));
    if (newer.length > 0) {
      throw new NewerSchemaError(
        `The database was written by a newer Telovix (migration ${newer[0]}). Start that version, or restore a backup.`,
      );
    }
    if (applied.length === known.length) return [];
    const engine = await schemaEngine(databaseUrl);
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList,
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  } finally {
    await client.end();
  }
}

async function appliedMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ exists: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists",
  );
  if (!rows[0]?.exists) return [];
  const result = await client.query<{ migration_name: string }>(
    "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  return result.rows.map((row) => row.migration_name);
}
