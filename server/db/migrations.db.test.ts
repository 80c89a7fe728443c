import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { migrate, NewerSchemaError } from "./migrate.ts";
import { schemaDifference } from "./schema-difference.ts";

const schema = readFileSync(
  fileURLToPath(new URL("../../prisma/schema.prisma", import.meta.url)),
  "utf8",
);

/**
 * Everything that schema.prisma can say of a database, as text; partitions, and indexes that are
 * partial or over expressions, it cannot.
 */
async function shape(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`
    SELECT format('%s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
        a.attnotnull, pg_get_expr(d.adbin, d.adrelid)) AS line
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
        AND NOT a.attisdropped AND c.relname <> '_prisma_migrations' AND NOT c.relispartition
    UNION ALL SELECT regexp_replace(indexdef, ' ON (ONLY )?' || schemaname || '\\.', ' ON ')
      FROM pg_indexes WHERE schemaname = current_schema() AND tablename <> '_prisma_migrations'
        AND indexdef NOT LIKE '% WHERE %' AND NOT EXISTS (SELECT FROM pg_index
          WHERE indexrelid = quote_ident(indexname)::regclass AND indexprs IS NOT NULL)
    UNION ALL SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
      WHERE connamespace = current_schema()::regnamespace AND contype = 'f'
    UNION ALL SELECT t.typname || ' ' || string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder)
      FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
      WHERE t.typnamespace = current_schema()::regnamespace GROUP BY t.typname
    ORDER BY 1`);
  return rows.map(({ line }) => line);
}

describe("migrations", () => {
  it("make exactly the database that schema.prisma describes", async () => {
    await using database = await testDatabase();
    const client = new pg.Client(database.url);
    await client.connect();
    const migrated = await shape(client);
    await client.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    await client.query(await schemaDifference(database.url, null, schema));
    const described = await shape(client);
    await client.end();
    expect(migrated).toEqual(described);
    expect(migrated.length).toBeGreaterThan(100);
  });

  it("are applied once when several consoles start at the same time", async () => {
    await using database = await testDatabase();
    await database.pool.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database.url)));
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  });

  it("leave a database of a newer version alone", async () => {
    await using database = await testDatabase();
    await database.pool.query(`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
      VALUES ('x', 'x', '29990101000000_future', now())`);
    await expect(migrate(database.url)).rejects.toThrow(NewerSchemaError);
  });
});
