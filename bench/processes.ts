import { execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Ticks a second of /proc/<pid>/stat. */
const ticks = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

function stat(pid: number): { name: string; parent: number; cpuSeconds: number } {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / ticks;
  return {
    name: text.slice(text.indexOf("(") + 1, text.lastIndexOf(")")),
    parent: Number(fields[1]),
    cpuSeconds,
  };
}

/** CPU of processes; one that has ended meanwhile counts nothing. */
export const cpuSeconds = (pids: readonly number[]) =>
  pids.reduce((sum, pid) => sum + (existsSync(`/proc/${pid}`) ? stat(pid).cpuSeconds : 0), 0);

/** Memory of a process in bytes: `Rss` or `Anonymous` of smaps_rollup. */
export function memoryBytes(pid: number, kind: "Rss" | "Anonymous"): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  return Number(new RegExp(`^${kind}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0) * 1024;
}

/** All processes below `pid` whose command line matches. */
export function descendants(pid: number, command: RegExp): number[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const parents = new Map(
    all.flatMap((each) => {
      try {
        return [[each, stat(each).parent] as const];
      } catch {
        return [];
      }
    }),
  );
  const isBelow = (each: number): boolean => {
    const parent = parents.get(each);
    return parent === pid || (parent !== undefined && parent > 1 && isBelow(parent));
  };
  const line = (each: number) =>
    readFileSync(`/proc/${each}/cmdline`, "utf8").replaceAll("\0", " ");
  return [...parents.keys()].filter((each) => isBelow(each) && command.test(line(each)));
}

export interface Worker extends AsyncDisposable {
  readonly pid: number;
  /** Sends a value and resolves with the worker's next one. */
  ask<Answer>(value: object): Promise<Answer>;
}

/** A process of ours that answers messages: a peer or a load generator. */
export function startWorker(file: string, ...args: string[]): Worker {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...args], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  return {
    pid: child.pid ?? 0,
    ask: (value) =>
      new Promise((resolve, reject) => {
        child.once("message", (answer) => resolve(answer as never));
        child.once("exit", (code) => reject(new Error(`${file} ended with ${code}`)));
        child.send(value);
      }),
    async [Symbol.asyncDispose]() {
      child.kill();
    },
  };
}
