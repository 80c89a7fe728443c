import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { advisoryLocks } from "./advisory-locks.ts";

const prismaDir = fileURLToPath(new URL("../../prisma/", import.meta.url));

/** The database holds migrations that this code does not know. */
export class NewerSchemaError extends Error {}

/**
 * The adapter with two corrections: it splits scripts at every `;`, which cuts function bodies, and
 * nobody ends its pool, whose connection holds the engine's own lock.
 */
class EngineAdapter extends PrismaPg {
  readonly pools: pg.Pool[] = [];

  override async connect() {
    const adapter = await super.connect();
    const pool = adapter.underlyingDriver();
    this.pools.push(pool);
    adapter.executeScript = async (script) => void (await pool.query(script));
    return adapter;
  }
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

/** Uses the real Prisma schema engine, a WebAssembly module, on a database: no download, no binary. */
export async function withSchemaEngine<Result>(
  databaseUrl: string,
  use: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  await loadEngine();
  const schema = await readFile(`${prismaDir}schema.prisma`, "utf8");
  const adapter = new EngineAdapter({ connectionString: databaseUrl });
  const factory = bindMigrationAwareSqlAdapterFactory(adapter);
  const datamodels: [string, string][] = [["schema.prisma", schema]];
  const engine = await glue.SchemaEngine.new({ datamodels }, () => undefined, factory);
  try {
    return await use(engine);
  } finally {
    await Promise.all(adapter.pools.map((pool) => pool.end()));
  }
}

/** The committed migrations, oldest first, in the engine's own shape. */
async function committedMigrations(): Promise<MigrationList> {
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
    await client.query("SELECT pg_advisory_lock($1)", [advisoryLocks.migrate]);
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
    const { appliedMigrationNames } = await withSchemaEngine(databaseUrl, (engine) =>
      engine.applyMigrations({
        migrationsList,
        filters: { externalTables: [], externalEnums: [] },
      }),
    );
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
