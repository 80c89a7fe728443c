import { command } from "./step.mjs";

/** What the Next build reads of server/: types, schemas and rules that pages import. */
const serverSources = ["server", "sensor-agent/src/protocol.ts"];

const prismaClient = {
  name: "prisma-client",
  title: "generating the database client",
  inputs: ["prisma/schema.prisma", "package-lock.json"],
  outputs: ["server/db/generated/client.ts"],
  // Prisma would download a schema engine that generating does not use; any existing file stops it.
  run: () =>
    command("prisma-client", ["prisma", "generate"], {
      env: { PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true" },
      help: "Correct prisma/schema.prisma.",
    }),
};

const nextBuild = {
  name: "next",
  title: "building the pages",
  inputs: [
    "app",
    "components",
    "public",
    "next.config.mjs",
    "postcss.config.mjs",
    "tsconfig.json",
  ].concat(["package-lock.json"], serverSources),
  outputs: [".next/BUILD_ID"],
  run: () =>
    command("next", ["next", "build"], {
      env: { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
      help: "Correct the named file.",
    }),
};

/** All builds in order; `production: false` leaves out what `npm run dev` compiles on demand. */
export function buildSteps({ production }) {
  return [prismaClient, ...(production ? [nextBuild] : [])];
}
