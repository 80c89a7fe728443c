import { defineConfig } from "prisma/config";

// Next and the CLI read the schema from here; migrations are applied by server/db/migrate.ts.
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
});
