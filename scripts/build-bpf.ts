// Builds the eBPF objects and the loader: node scripts/build-bpf.ts [amd64|arm64 …]
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const known = ["amd64", "arm64"] as const;
type Architecture = (typeof known)[number];
const isArchitecture = (text: string): text is Architecture => known.some((arch) => arch === text);

/** Fills build/bpf/<arch>: telovix-loader, <program>.bpf.o, and the objects as bpf.tar.gz. */
export function buildBpf(build: {
  root: string;
  arch: Architecture;
  log: (line: string) => void;
}): void {
  const sources = join(build.root, "bpf");
  const out = join(build.root, "build/bpf", build.arch);
  const make = ["--no-print-directory", "-s", "-C", sources, `ARCH=${build.arch}`, `OUT=${out}`];
  execFileSync("make", make, { stdio: "inherit" });
  const programs = readdirSync(join(sources, "programs")).sort();
  pack(
    out,
    programs.map((name) => `${name}.bpf.o`),
  );
  build.log(`bpf ${build.arch}: telovix-loader, ${programs.join(", ")}`);
}

/** The same bytes from the same sources, whenever and by whomever they are packed. */
function pack(out: string, objects: string[]): void {
  const same = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner"];
  const mode = "--mode=u=rw,go=r";
  const tar = execFileSync("tar", ["-C", out, ...same, mode, "-cf", "-", ...objects]);
  execFileSync("sh", ["-c", 'exec gzip -9n > "$1"', "sh", join(out, "bpf.tar.gz")], { input: tar });
}

if (import.meta.main) {
  const wanted = process.argv.slice(2);
  if (!wanted.every(isArchitecture)) {
    console.error("Usage: node scripts/build-bpf.ts [amd64|arm64 …]");
    process.exit(2);
  }
  const root = fileURLToPath(new URL("..", import.meta.url));
  for (const arch of wanted.length > 0 ? wanted : known) buildBpf({ root, arch, log: console.log });
}
