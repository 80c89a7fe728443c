import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { LabNode } from "./lab.ts";

/** A container's control group, of either version, as its node sees it. */
export interface ControlGroup {
  limits(): Promise<{ memoryBytes: number; millicores: number }>;
  usage(): Promise<Usage>;
}

export interface Usage {
  readonly memoryBytes: number;
  readonly anonymousBytes: number;
  readonly fileBytes: number;
  /** As kubelets compute it for evictions: all but the files that nobody used lately. */
  readonly workingSetBytes: number;
  readonly cpuMicroseconds: number;
  readonly throttledPeriods: number;
}

/** The group that the kubelet made for the process's container, or for its whole pod. */
export async function controlGroup(
  node: Pick<LabNode, "leader" | "sh">,
  pid: number,
  of: "container" | "pod" = "container",
): Promise<ControlGroup> {
  const text = await node.sh(`cat /proc/${pid}/cgroup`);
  const path = /(\/kubepods\S*)$/m.exec(text)?.[1];
  if (path === undefined) throw new Error(`Process ${pid} is in no pod: ${text}`);
  // As the node sees it, but without a process of its own for each look.
  const tree = `/proc/${node.leader}/root/sys/fs/cgroup`;
  const read = async (file: string) => (await readFile(`${tree}/${file}`, "utf8")).trim();
  const group = of === "pod" ? dirname(path) : path;
  return existsSync(`${tree}/cgroup.procs`) ? unified(group, read) : perController(group, read);
}

type Read = (file: string) => Promise<string>;

const field = (text: string, name: string) =>
  Number(new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1] ?? Number.NaN);

const unified = (path: string, read: Read): ControlGroup => ({
  async limits() {
    const [quota, period] = (await read(`${path}/cpu.max`)).split(" ").map(Number);
    return {
      memoryBytes: Number(await read(`${path}/memory.max`)),
      millicores: ((quota ?? 0) / (period ?? 1)) * 1000,
    };
  },
  async usage() {
    const files = ["memory.current", "memory.stat", "cpu.stat"].map((name) => `${path}/${name}`);
    const [current = "", memory = "", cpu = ""] = await Promise.all(files.map(read));
    return {
      memoryBytes: Number(current),
      anonymousBytes: field(memory, "anon"),
      fileBytes: field(memory, "file"),
      workingSetBytes: Number(current) - field(memory, "inactive_file"),
      cpuMicroseconds: field(cpu, "usage_usec"),
      throttledPeriods: field(cpu, "nr_throttled"),
    };
  },
});

const perController = (path: string, read: Read): ControlGroup => ({
  async limits() {
    const [limit, quota, period] = await Promise.all([
      read(`memory${path}/memory.limit_in_bytes`),
      read(`cpu${path}/cpu.cfs_quota_us`),
      read(`cpu${path}/cpu.cfs_period_us`),
    ]);
    return { memoryBytes: Number(limit), millicores: (Number(quota) / Number(period)) * 1000 };
  },
  async usage() {
    const [current, memory, cpu, nanoseconds] = await Promise.all([
      read(`memory${path}/memory.usage_in_bytes`),
      read(`memory${path}/memory.stat`),
      read(`cpu${path}/cpu.stat`),
      read(`cpuacct${path}/cpuacct.usage`),
    ]);
    return {
      memoryBytes: Number(current),
      anonymousBytes: field(memory, "total_rss"),
      fileBytes: field(memory, "total_cache"),
      workingSetBytes: Number(current) - field(memory, "total_inactive_file"),
      cpuMicroseconds: Number(nanoseconds) / 1000,
      throttledPeriods: field(cpu, "nr_throttled"),
    };
  },
});
