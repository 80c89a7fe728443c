import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureForeignPackages } from "./packages.mjs";
import { command, SetupError } from "./step.mjs";

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

const architectures = ["amd64", "arm64"];
const own = process.arch === "arm64" ? "arm64" : "amd64";
/** A Console without the other architecture's sensor is whole for hosts of its own kind. */
const whenForeign = (arch) =>
  arch === own
    ? {}
    : { optional: `Hosts of ${arch} cannot be installed from this Console until then.` };

const bpfBuild = (arch) => ({
  name: `bpf-${arch}`,
  title: `building the eBPF programs for ${arch}`,
  inputs: ["bpf/Makefile", "bpf/include", "bpf/loader", "bpf/programs", "scripts/build-bpf.ts"],
  outputs: [`build/bpf/${arch}/telovix-loader`, `build/bpf/${arch}/bpf.tar.gz`],
  run: async () => {
    if (arch !== own) await ensureForeignPackages();
    await command(`bpf-${arch}`, ["node", "scripts/build-bpf.ts", arch], {
      help: "Correct the named file.",
    });
  },
  ...whenForeign(arch),
});

const sensorBuild = (arch) => ({
  name: `sensor-${arch}`,
  title: `building the sensor for ${arch}`,
  inputs: [
    "sensor-agent/src",
    "scripts/build-sensor.ts",
    "package-lock.json",
    "bpf/include",
    "bpf/loader",
    "bpf/programs",
  ],
  outputs: [`build/sensor/${arch}/telovix-sensor`, `build/sensor/${arch}/telovix-sensor.gz`],
  run: () =>
    command(`sensor-${arch}`, ["node", "scripts/build-sensor.ts", arch], {
      help: "Check the network: the other architecture's Node comes from the registry.",
    }),
  ...whenForeign(arch),
});

/** The libraries of this machine that end up in the image: their updates make a new one. */
const imageLibraries = ["x86_64-linux-gnu", "aarch64-linux-gnu"].flatMap((triplet) => [
  `/lib/${triplet}/libc.so.6`,
  `/usr/lib/${triplet}/libstdc++.so.6`,
]);

/** The container image of the sensor, for each architecture that has one. */
const imageBuild = {
  name: "image",
  title: "building the container image",
  inputs: ["sensor-agent/image", "scripts/build-image", "scripts/build-image.ts", "package.json"]
    .concat("CHANGELOG.md")
    .concat(architectures.map((arch) => `build/sensor/${arch}/telovix-sensor.sha256`))
    .concat(imageLibraries),
  outputs: ["build/image/index.json"],
  run: async () => {
    const built = [];
    for (const arch of architectures) if (await mayPack(arch)) built.push(arch);
    await command("image", ["node", "scripts/build-image.ts", ...built], {
      help: "Check that the sensor is built and the C library's packages are installed.",
    });
  },
  optional: "Clusters cannot pull the sensor's image from this Console until then.",
};

/** The image of the other architecture needs its libraries; without them there is one fewer. */
async function mayPack(arch) {
  const sensor = join(import.meta.dirname, "../../build/sensor", arch, "telovix-sensor");
  if (!existsSync(sensor)) return false;
  if (arch === own) return true;
  try {
    await ensureForeignPackages();
    return true;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return false;
  }
}

/** The command line, as one file that the Console hands out. */
const cliBuild = {
  name: "cli",
  title: "building the command line",
  inputs: ["cli", "scripts/build-cli.ts", "package-lock.json"],
  outputs: ["build/cli/telovix.mjs", "build/cli/telovix.mjs.sha256"],
  run: () => command("cli", ["node", "scripts/build-cli.ts"], { help: "Correct the named file." }),
};

/** All builds in order; `production: false` leaves out what `npm run dev` compiles on demand. */
export function buildSteps({ production }) {
  return [
    prismaClient,
    cliBuild,
    ...architectures.map(bpfBuild),
    ...architectures.map(sensorBuild),
    imageBuild,
    ...(production ? [nextBuild] : []),
  ];
}
