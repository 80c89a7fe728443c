import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLoader } from "../bpf/tests/loader.ts";
import { cpuSeconds, memoryBytes } from "./processes.ts";
import { type BenchResult, median } from "./result.ts";

const execs = 2_000;
const runs = 11;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Forks and executes a program that ends at once, as fast as it can; gives µs per exec. */
const source = `
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
int main(int argc, char **argv)
{
	char *self[] = { argv[0], "child", NULL }, *none[] = { NULL };
	int count = atoi(argv[1]), status;
	struct timespec from, to;
	if (argv[1][0] == 'c') return 0;
	clock_gettime(CLOCK_MONOTONIC, &from);
	for (int i = 0; i < count; i++) {
		pid_t pid;
		if (posix_spawn(&pid, argv[0], NULL, NULL, self, none)) return 1;
		waitpid(pid, &status, 0);
	}
	clock_gettime(CLOCK_MONOTONIC, &to);
	printf("%f", ((to.tv_sec - from.tv_sec) * 1e9 + (to.tv_nsec - from.tv_nsec)) / 1e3 / count);
	return 0;
}`;

interface Watcher {
  readonly name: string;
  start(): Promise<{ pid: number; end(): Promise<void> }>;
}

/** Time that watching adds to an exec, CPU and memory of the watcher: ours, execsnoop and forkstat. */
export async function run(): Promise<BenchResult[]> {
  const dir = mkdtempSync(join(tmpdir(), "telovix-exec-"));
  const program = join(dir, "execs");
  writeFileSync(`${program}.c`, source);
  spawnSync("gcc", ["-O2", "-static", "-o", program, `${program}.c`]);
  const micros = () => Number(spawnSync(program, [String(execs)], { encoding: "utf8" }).stdout);
  micros();
  const [ours, execsnoop, forkstat] = [
    await watch(loader, micros),
    await watch(tool("/usr/sbin/execsnoop"), micros),
    await watch(tool("forkstat", "-e", "exec"), micros),
  ];
  const lost = await lostAt1500();
  rmSync(dir, { recursive: true });
  const ratio = ours.added / execsnoop.added;
  const show = ({ added, cpu, rss }: Cost) =>
    `+${added.toFixed(1)} µs/exec, ${cpu.toFixed(1)} µs CPU/exec, ${(rss / 2 ** 20).toFixed(1)} MB`;
  return [
    {
      name: "sensor: added time per exec",
      budget: "≤ 0.25 × libbpf-tools execsnoop",
      measured: `${ratio.toFixed(2)} × (${show(ours)})`,
      peer: `execsnoop: ${show(execsnoop)}; forkstat: ${show(forkstat)}`,
      met: ratio <= 0.25,
      detail: `median difference of ${runs} pairs of ${execs} execs with and without the watcher, in turn`,
    },
    {
      name: "sensor: memory of the loader",
      budget: "≤ 4 MB",
      measured: `${(ours.rss / 2 ** 20).toFixed(1)} MB RSS`,
      peer: `execsnoop: ${(execsnoop.rss / 2 ** 20).toFixed(1)} MB`,
      met: ours.rss <= 4e6,
      detail: "after the runs above",
    },
    lost,
  ];
}

interface Cost {
  readonly added: number;
  readonly cpu: number;
  readonly rss: number;
}

async function watch(watcher: Watcher, micros: () => number): Promise<Cost> {
  const added: number[] = [];
  const cpu: number[] = [];
  let rss = 0;
  for (let index = 0; index < runs; index++) {
    const without = micros();
    const watching = await watcher.start();
    await pause(700);
    const before = cpuSeconds([watching.pid]);
    const within = micros();
    await pause(100);
    cpu.push(((cpuSeconds([watching.pid]) - before) / execs) * 1e6);
    rss = Math.max(rss, memoryBytes(watching.pid, "Rss"));
    await watching.end();
    added.push(within - without);
  }
  return { added: median(added), cpu: median(cpu), rss };
}

const loader: Watcher = {
  name: "telovix-loader",
  async start() {
    const running = startLoader("--interval-ms", "1000");
    return { pid: running.child.pid ?? 0, end: async () => void (await running.end("SIGTERM")) };
  },
};

function tool(program: string, ...args: string[]): Watcher {
  return {
    name: program,
    async start() {
      const child: ChildProcess = spawn(program, args, { stdio: "ignore" });
      return {
        pid: child.pid ?? 0,
        end: () =>
          new Promise((resolve) => {
            child.once("exit", () => resolve());
            child.kill("SIGINT");
          }),
      };
    },
  };
}

/** 1,500 execs a second for five seconds, every event sent: is any lost? */
async function lostAt1500(): Promise<BenchResult> {
  const running = startLoader("--interval-ms", "1000", "--sample", "0");
  await pause(1_500);
  const begin = performance.now();
  let done = 0;
  for (let second = 1; second <= 5; second++) {
    // Not spawnSync: the loader's lines must be read meanwhile, as the sensor does.
    const loop = spawn("sh", ["-c", "i=0; while [ $i -lt 1500 ]; do /bin/true; i=$((i+1)); done"]);
    await new Promise((resolve) => loop.once("exit", resolve));
    done += 1_500;
    await pause(Math.max(0, begin + second * 1_000 - performance.now()));
  }
  const rate = done / ((performance.now() - begin) / 1000);
  await pause(1_200);
  const [counted, lost] = [running.events()?.exec ?? 0, running.lost()];
  await running.end("SIGTERM");
  return {
    name: "sensor: events lost",
    budget: "0 at 1,500 exec/s",
    measured: `${lost} lost of ${counted} counted at ${rate.toFixed(0)} exec/s`,
    peer: "none",
    met: lost === 0 && counted >= done,
    detail: "loader with sampling off, so that every event crosses the buffer",
  };
}
