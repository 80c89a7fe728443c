// Builds the eBPF objects and the loader: node scripts/build-bpf.ts [amd64|arm64 …]
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const known = ["amd64", "arm64"];
const wanted = process.argv.slice(2);
if (wanted.some((arch) => !known.includes(arch))) {
  console.error("Usage: node scripts/build-bpf.ts [amd64|arm64 …]");
  process.exit(2);
}

for (const arch of wanted.length > 0 ? wanted : known) {
  const out = join(root, "build/bpf", arch);
  execFileSync(
    "make",
    ["--no-print-directory", "-s", "-C", join(root, "bpf"), `ARCH=${arch}`, `OUT=${out}`],
    {
      stdio: "inherit",
    },
  );
  // The same bytes from the same sources, whenever and by whomever they are packed.
  const same = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner"];
  const objects = ["process.bpf.o", "tcp.bpf.o"];
  const tar = execFileSync("tar", ["-C", out, ...same, "-cf", "-", ...objects]);
  execFileSync("sh", ["-c", 'exec gzip -9n > "$1"', "sh", join(out, "bpf.tar.gz")], { input: tar });
}
