import { withSchemaEngine } from "./migrate.ts";

/**
 * The SQL that brings a database of schema `from` (null: an empty one) to schema `to`, both the
 * text of a `schema.prisma`; empty when they agree. Nothing is run.
 */
export async function schemaDifference(
  databaseUrl: string,
  from: string | null,
  to: string,
): Promise<string> {
  const files = (content: string) => [{ path: "schema.prisma", content }];
  const { stdout } = await withSchemaEngine(databaseUrl, (engine) =>
    engine.diff({
      from: from === null ? { tag: "empty" } : { tag: "schemaDatamodel", files: files(from) },
      to: { tag: "schemaDatamodel", files: files(to) },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  return stdout?.includes("-- This is an empty migration.") ? "" : (stdout ?? "");
}
