// npm run bench [-- name …]: measures the budgets, prints them, and writes docs/benchmarks.md.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import type { BenchResult } from "./result.ts";

const names = [
  "heartbeat",
  "enrollment",
  "bulk-delete",
  "ca-signing",
  "exec-overhead",
  "sensor-footprint",
  "start",
  "sensors-page",
  "admission",
  "vdu",
  "image",
];
const wanted = process.argv.slice(2);
const file = join(import.meta.dirname, "../docs/benchmarks.md");

if (wanted.some((name) => !names.includes(name))) {
  console.error(`Usage: npm run bench [-- ${names.join(" | ")}]`);
  process.exit(2);
}
const results: BenchResult[] = [];
for (const name of wanted.length > 0 ? wanted : names) {
  console.log(`bench: ${name} …`);
  const { run } = (await import(`./${name}.ts`)) as { run: () => Promise<BenchResult[]> };
  for (const result of await run()) {
    results.push(result);
    console.log(
      `${result.met ? "met   " : "MISSED"} ${result.name}: ${result.measured}; budget ${result.budget}; ${result.peer}`,
    );
  }
}
if (wanted.length === 0) writeFileSync(file, page());
else console.log(`Only ${wanted.join(", ")}: docs/benchmarks.md is left as it is.`);

function page(): string {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rows = results.map(({ name, budget, measured, peer, met }) =>
    row([name, budget, measured, peer, met ? "met" : "**missed**"]),
  );
  return `# Benchmarks

Written by \`npm run bench\`. Ratios are medians of alternating runs beside the peer on the same machine.

${machine()}

${row(["what", "budget", "measured", "peer in the same run", ""])}
${row(["---", "---", "---", "---", "---"])}
${rows.join("\n")}

## How each was measured

${results.map(({ name, detail }) => `- **${name}**: ${detail}`).join("\n")}
`;
}

function machine(): string {
  const [cpu] = cpus();
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  const os = /^PRETTY_NAME="(.*)"$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
  return `Machine: ${cpus().length} × ${cpu?.model.trim()}, ${memory}, ${os}, kernel ${release()}, Node ${process.version}; ${readdirSync("/proc").filter((name) => /^\d+$/.test(name)).length} processes beside it.`;
}
