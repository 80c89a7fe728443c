// Writes the next migration: from the committed prisma/schema.prisma to the one in the work tree.
// Usage: DATABASE_URL=<any database> node scripts/migration.ts <name>; the database is not changed.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { schemaDifference } from "../server/db/schema-difference.ts";

const name = process.argv[2];
const databaseUrl = process.env.DATABASE_URL;
if (!name || !/^[a-z][a-z0-9_]*$/.test(name) || !databaseUrl) {
  console.error("Usage: DATABASE_URL=<a database> node scripts/migration.ts <snake_case_name>");
  process.exit(2);
}
const committed = execFileSync("git", ["show", "HEAD:prisma/schema.prisma"], { encoding: "utf8" });
const sql = await schemaDifference(
  databaseUrl,
  committed,
  readFileSync("prisma/schema.prisma", "utf8"),
);
if (sql) {
  const stamp = new Date(Date.now()).toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = `prisma/migrations/${stamp}_${name}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/migration.sql`, sql);
  console.log(`Wrote ${folder}/migration.sql`);
} else {
  console.log("prisma/schema.prisma is as committed.");
}
