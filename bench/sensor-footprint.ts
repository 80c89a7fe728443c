import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startConsole, type TestConsole } from "../e2e/console.ts";
import { batchToken } from "../e2e/fleet-of-many.ts";
import { cpuSeconds, descendants, memoryBytes } from "./processes.ts";
import type { BenchResult } from "./result.ts";

const arch = process.arch === "arm64" ? "arm64" : "amd64";
const binary = join(import.meta.dirname, "../build/sensor", arch, "telovix-sensor");
const measureSeconds = 20;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

/** The whole sensor as it ships, connected to the real product, at 200 exec/s. */
export async function run(): Promise<BenchResult[]> {
  await using product = await startConsole();
  const dir = mkdtempSync(join(tmpdir(), "telovix-footprint-"));
  const env = await enrolled(product, dir);
  const begin = performance.now();
  const child = spawn(binary, ["run"], { env, stdio: "ignore" });
  const startSeconds = await firstHeartbeat(product, begin);
  const pids = [child.pid ?? 0, ...descendants(child.pid ?? 0, /telovix-loader/)];
  await pause(3_000);
  const before = cpuSeconds(pids);
  const execs = await execsPerSecond(200, measureSeconds);
  const millicores = ((cpuSeconds(pids) - before) / execs.seconds) * 1000;
  const memory = (kind: "Rss" | "Anonymous") =>
    pids.reduce((sum, pid) => sum + memoryBytes(pid, kind), 0);
  const [rss, anonymous] = [memory("Rss"), memory("Anonymous")];
  child.kill("SIGTERM");
  await new Promise((resolve) => child.once("exit", resolve));
  rmSync(dir, { recursive: true });
  return [
    result(
      "sensor: memory, whole",
      "≤ 64 MiB RSS, ≤ 20 MB anonymous",
      `${megabytes(rss)} RSS, ${megabytes(anonymous)} anonymous`,
      rss <= 64 * 2 ** 20 && anonymous <= 20e6,
      "sensor and loader together, after the load",
    ),
    result(
      "sensor: CPU",
      "≤ 25 millicores at 200 exec/s",
      `${millicores.toFixed(1)} millicores at ${execs.rate.toFixed(0)} exec/s`,
      millicores <= 25,
      `sensor and loader over ${measureSeconds} s`,
    ),
    result(
      "sensor: start to first heartbeat",
      "≤ 2 s",
      `${startSeconds.toFixed(2)} s`,
      startSeconds <= 2,
      "from exec of the binary to the heartbeat in the Console's API",
    ),
    result(
      "sensor: download",
      "reported",
      `${megabytes(statSync(`${binary}.gz`).size)} compressed, ${megabytes(statSync(binary).size)} installed`,
      true,
      `gzip, ${arch}`,
    ),
  ];
}

const result = (
  name: string,
  budget: string,
  measured: string,
  met: boolean,
  detail: string,
): BenchResult => ({ name, budget, measured, met, detail, peer: "none" });

async function enrolled(product: TestConsole, dir: string): Promise<NodeJS.ProcessEnv> {
  writeFileSync(join(dir, "ca.pem"), product.ca);
  const env = {
    NODE_ENV: "production" as const,
    PATH: "/usr/bin:/bin:/usr/sbin:/sbin",
    TELOVIX_STATE: join(dir, "state"),
    TELOVIX_CONFIG: join(dir, "etc"),
  };
  const token = await batchToken(product, 1);
  const args = [
    "enroll",
    "--console",
    product.url,
    "--ca-cert",
    join(dir, "ca.pem"),
    "--name",
    "footprint",
  ];
  const { status, stderr } = spawnSync(binary, args, {
    env: { ...env, TELOVIX_TOKEN: token },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return env;
}

async function firstHeartbeat(product: TestConsole, begin: number): Promise<number> {
  const api = await product.apiClient("viewer");
  for (;;) {
    const { json } = await api.call("/api/v1/sensors?q=footprint");
    if (json.items[0]?.lastHeartbeatAt) break;
    await pause(50);
  }
  api.close();
  return (performance.now() - begin) / 1000;
}

async function execsPerSecond(
  rate: number,
  seconds: number,
): Promise<{ rate: number; seconds: number }> {
  const begin = performance.now();
  for (let tick = 1; tick <= seconds * 4; tick++) {
    spawnSync("sh", ["-c", `i=0; while [ $i -lt ${rate / 4} ]; do /bin/true; i=$((i+1)); done`]);
    await pause(Math.max(0, begin + tick * 250 - performance.now()));
  }
  const passed = (performance.now() - begin) / 1000;
  return { rate: (rate * seconds) / passed, seconds: passed };
}
