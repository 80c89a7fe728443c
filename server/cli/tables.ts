import type pg from "pg";

/**
 * The tables of ours, each after those that its foreign keys point to, so that rows can be written
 * in this order; partitions are read and written through their parent.
 */
export async function tables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `WITH RECURSIVE ours AS (
      SELECT c.oid, c.relname AS name FROM pg_class c
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
        AND NOT c.relispartition AND c.relname <> '_prisma_migrations'),
    depths AS (
      SELECT oid, 0 AS depth FROM ours
      UNION
      SELECT k.conrelid, depth + 1 FROM depths JOIN pg_constraint k ON k.confrelid = depths.oid
      WHERE k.contype = 'f' AND k.conrelid <> k.confrelid AND depth < 20)
    SELECT name FROM ours JOIN depths USING (oid) GROUP BY name ORDER BY max(depth), name`,
  );
  return rows.map(({ name }) => name);
}

/** The migrations that made the tables: what a backup and its restore must have in common. */
export async function migrationNames(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY name",
  );
  return rows.map(({ name }) => name);
}
