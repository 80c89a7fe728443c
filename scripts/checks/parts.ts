import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { succeeds } from "./command.ts";
import { type Counts, type Part, sum } from "./part.ts";
import { runVitest } from "./vitest.ts";

const arrows = ["app", "cli", "components", "server", "sensor-agent", "scripts"];
const lint = [
  ["biome", "check", "."],
  ["node", "scripts/lint-house.ts"],
  ["depcruise", "--config", ".dependency-cruiser.mjs", ...arrows],
  ["knip"],
];

const hasProgram = (name: string) =>
  (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, name)));
const unless = (holds: boolean, reason: string) => (holds ? undefined : reason);
const always = () => undefined;

const needsRoot = () => unless(process.getuid?.() === 0, "this needs root");
const needsKernel = () =>
  needsRoot() ?? unless(existsSync("/sys/kernel/btf/vmlinux"), "the kernel has no BTF");
const needsBrowser = () => unless(existsSync("/usr/bin/chromium"), "/usr/bin/chromium is missing");
const needsHost = () =>
  needsKernel() ??
  needsBrowser() ??
  unless(hasProgram("systemd-nspawn"), "systemd-nspawn is missing") ??
  unless(hasProgram("packer"), "packer is missing");
const needsCluster = () =>
  needsKernel() ??
  unless(hasProgram("systemd-nspawn"), "systemd-nspawn is missing") ??
  unless(existsSync(".cache/kube/kube"), "Kubernetes is not built: see .cache/setup/kube.log");
const needsPostgres = () =>
  needsBrowser() ?? unless(existsSync("/usr/lib/postgresql"), "/usr/lib/postgresql is missing");

const needsHelm = () =>
  unless(
    existsSync(join(import.meta.dirname, "../../.cache/kube/helm")),
    "the set-up could not build helm",
  );

const needsRegistry = () =>
  needsRoot() ??
  needsHelm() ??
  ["skopeo", "runc", process.arch === "arm64" ? "qemu-x86_64-static" : "qemu-aarch64-static"]
    .map((name) => unless(hasProgram(name), `${name} is missing`))
    .find((reason) => reason !== undefined);

/** One command each, one pass or failure each. */
async function runCommands(commands: string[][]): Promise<Counts> {
  const results: Counts[] = [];
  for (const command of commands) {
    const well = await succeeds(command);
    if (!well) console.log(`failed: ${command.join(" ")}`);
    results.push({ passed: well ? 1 : 0, failed: well ? 0 : 1, skipped: 0 });
  }
  return sum(results);
}

/** Every shell script of the repository, by name or by first line. */
function shellScripts(): string[] {
  const tracked = execFileSync("git", ["ls-files", "*.sh", ".ci/run"], { encoding: "utf8" });
  return tracked.split("\n").filter((file) => file && existsSync(file));
}

const vitest = (name: string, cannotRun: Part["cannotRun"], withinMinutes: number): Part => ({
  name,
  cannotRun,
  run: () => runVitest(name, withinMinutes),
});

/** In the order in which `npm test` runs them: quick and general first. */
export const parts: Part[] = [
  { name: "lint", cannotRun: always, run: () => runCommands(lint) },
  { name: "types", cannotRun: always, run: () => runCommands([["tsc", "--noEmit"]]) },
  {
    name: "shell",
    cannotRun: () => unless(hasProgram("shellcheck"), "shellcheck is missing"),
    run: () => runCommands(shellScripts().map((file) => ["shellcheck", file])),
  },
  vitest("unit", always, 5),
  vitest("database", always, 15),
  { ...vitest("churn", always, 20), isBegunEarly: true },
  vitest("bpf", needsKernel, 5),
  vitest("supervisor", always, 5),
  vitest("cli", always, 3),
  vitest("api", always, 5),
  vitest("chart", needsHelm, 5),
  vitest("registry", needsRegistry, 5),
  vitest("browser", needsBrowser, 20),
  vitest("host", needsHost, 15),
  vitest("deploy", needsHost, 10),
  vitest("cluster", needsCluster, 12),
  vitest("consoles", needsPostgres, 6),
  vitest("chaos", always, 10),
];
