import { existsSync, readFileSync, statfsSync } from "node:fs";
import { request } from "node:https";
import { release } from "node:os";
import type { Clock } from "../clock.ts";

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Oldest kernel with the BTF and tracepoints that the programs need. */
const kernelMin = [5, 4] as const;
/** A clock further off than this makes certificates look expired or not yet valid. */
const skewMaxMs = 5 * 60_000;
/** f_type of bpffs, statfs(2). */
const bpffsMagic = 0xcafe4a11;

/** Whether this host can run the sensor; nothing is changed. */
export async function preflight(consoleUrl: string | undefined, clock: Clock): Promise<Check[]> {
  return [
    { name: "root", ok: process.getuid?.() === 0, detail: "eBPF needs root" },
    kernel(release()),
    exists("BTF", "/sys/kernel/btf/vmlinux", "the kernel lacks CONFIG_DEBUG_INFO_BTF"),
    exists(
      "systemd",
      "/run/systemd/system",
      "not booted with systemd; run the sensor as a container with --state mem:",
    ),
    bpffs(),
    ...(consoleUrl ? await reach(consoleUrl, clock) : []),
  ];
}

export function kernel(text: string): Check {
  const [major = 0, minor = 0] = text.split(/[.-]/).map(Number);
  const ok = major > kernelMin[0] || (major === kernelMin[0] && minor >= kernelMin[1]);
  return { name: "kernel", ok, detail: ok ? text : `${text} is older than ${kernelMin.join(".")}` };
}

function exists(name: string, path: string, why: string): Check {
  const ok = existsSync(path);
  return { name, ok, detail: ok ? path : `${path} is missing: ${why}` };
}

/** An unmounted bpffs is no fault: the loader mounts it. */
function bpffs(): Check {
  const known = readFileSync("/proc/filesystems", "utf8").includes("bpf");
  const mounted = existsSync("/sys/fs/bpf") && statfsSync("/sys/fs/bpf").type === bpffsMagic;
  return {
    name: "bpffs",
    ok: known,
    detail: mounted
      ? "/sys/fs/bpf"
      : known
        ? "will be mounted"
        : "the kernel has no bpf file system",
  };
}

/** Reachability and clock; trust is decided at enrollment, so any certificate will do here. */
function reach(consoleUrl: string, clock: Clock): Promise<Check[]> {
  const url = new URL("/healthz", consoleUrl);
  return new Promise((resolve) => {
    const call = request(url, { rejectUnauthorized: false, timeout: 5_000 }, (answer) => {
      answer.resume();
      const skewMs = clock.nowMs() - Date.parse(answer.headers.date ?? "");
      const minutes = Math.round(Math.abs(skewMs) / 60_000);
      resolve([
        { name: "Console", ok: answer.statusCode === 200, detail: consoleUrl },
        {
          name: "clock",
          ok: Math.abs(skewMs) < skewMaxMs,
          detail: `${minutes} min off the Console's`,
        },
      ]);
    });
    call.on("timeout", () => call.destroy(new Error("no answer within 5 s")));
    call.on("error", (error) =>
      resolve([{ name: "Console", ok: false, detail: `${consoleUrl}: ${error.message}` }]),
    );
    call.end();
  });
}
