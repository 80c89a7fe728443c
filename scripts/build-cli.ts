// Builds build/cli/telovix.mjs: the command line in one file, with its SHA-256 and gzip beside it.
// Usage: node scripts/build-cli.ts
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const folder = join(root, "build/cli");
const file = join(folder, "telovix.mjs");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

mkdirSync(folder, { recursive: true });
await build({
  entryPoints: [join(root, "cli/main.ts")],
  outfile: `${file}.tmp`,
  bundle: true,
  minify: true,
  platform: "node",
  target: "node20.16",
  // Neither import nor require: the same file is a module when it is called telovix.mjs and a
  // script when it was saved as telovix.
  format: "iife",
  banner: { js: "#!/usr/bin/env node\n(function(require){" },
  footer: { js: "})(process.getBuiltinModule);" },
  define: { __telovixVersion: JSON.stringify(version) },
  legalComments: "none",
  logLevel: "warning",
});
const content = readFileSync(`${file}.tmp`);
chmodSync(`${file}.tmp`, 0o755);
renameSync(`${file}.tmp`, file);
writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
const sum = createHash("sha256").update(content).digest("hex");
writeFileSync(`${file}.sha256`, `${sum}  telovix\n`);
