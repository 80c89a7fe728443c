import { existsSync, readFileSync, statfsSync } from "node:fs";
import { request } from "node:https";
import { release } from "node:os";
import type { Clock } from "../clock.ts";
import { tunnelTo } from "../link/proxy.ts";
import type { PreflightReport } from "../protocol.ts";
import { bpffsPath, btfPath } from "./kernel-paths.ts";

export interface Check {
  readonly name: string;
  /** What the Console calls it when it fails; a Console that is not reached is not told. */
  readonly code?: PreflightReport["failed"][number]["code"];
  readonly ok: boolean;
  readonly detail: string;
}

/** The check that fails when the Console cannot be reached. */
export const consoleCheck = "Console";

/** Oldest kernel with the BTF and tracepoints that the programs need. */
const kernelMin = [5, 4] as const;
/** A clock further off than this makes certificates look expired or not yet valid. */
const skewMaxMs = 5 * 60_000;
/** f_type of bpffs, statfs(2). */
const bpffsMagic = 0xcafe4a11;

/** How the sensor would run here. */
export type RunsAs = "service" | "in memory" | "pod";

/** Whether this host can run the sensor; nothing is changed. */
export async function preflight(
  wanted: { consoleUrl: string | undefined; as: RunsAs },
  clock: Clock,
): Promise<Check[]> {
  const { consoleUrl, as } = wanted;
  return [
    // A pod that only asks has neither root nor systemd; the DaemonSet's pods have what they need.
    ...(as === "pod" ? [] : [root()]),
    kernel(release()),
    btf(),
    ...(as === "service" ? [systemd()] : []),
    bpffs(),
    ...(consoleUrl ? await reach(consoleUrl, clock) : []),
  ];
}

const root = (): Check => {
  const ok = process.getuid?.() === 0;
  return { name: "root", code: "NotRoot", ok, detail: "eBPF needs root" };
};

export function kernel(text: string): Check {
  const [major = 0, minor = 0] = text.split(/[.-]/).map(Number);
  const ok = major > kernelMin[0] || (major === kernelMin[0] && minor >= kernelMin[1]);
  const detail = ok ? text : `${text} is older than ${kernelMin.join(".")}`;
  return { name: "kernel", code: "KernelTooOld", ok, detail };
}

function btf(): Check {
  const ok = existsSync(btfPath);
  const detail = ok ? btfPath : `${btfPath} is missing: the kernel lacks CONFIG_DEBUG_INFO_BTF`;
  return { name: "BTF", code: "NoBtf", ok, detail };
}

function systemd(): Check {
  const ok = isSystemdBooted();
  const detail = ok ? "runs" : "not booted with systemd; run the sensor with --state mem:";
  return { name: "systemd", code: "NoSystemd", ok, detail };
}

/** sd_booted(3) */
export const isSystemdBooted = () => existsSync("/run/systemd/system");

/** An unmounted bpffs is no fault: the loader mounts it. */
function bpffs(): Check {
  const known = readFileSync("/proc/filesystems", "utf8").includes("bpf");
  const mounted = existsSync(bpffsPath) && statfsSync(bpffsPath).type === bpffsMagic;
  return {
    name: "bpffs",
    code: "NoBpffs",
    ok: known,
    detail: mounted ? bpffsPath : known ? "will be mounted" : "the kernel has no bpf file system",
  };
}

/** A Console that does not tell the time cannot contradict ours. */
export function clockCheck(nowMs: number, date: string | undefined): Check {
  const skewMs = Math.abs(nowMs - Date.parse(date ?? ""));
  const detail = Number.isNaN(skewMs)
    ? "the Console does not say what time it is"
    : `${Math.round(skewMs / 60_000)} min off the Console's`;
  return { name: "clock", code: "ClockOff", ok: !(skewMs > skewMaxMs), detail };
}

/** Reachability and clock; trust is decided at enrollment, so any certificate will do here. */
function reach(consoleUrl: string, clock: Clock): Promise<Check[]> {
  const url = new URL("/healthz", consoleUrl);
  return new Promise((resolve) => {
    const call = request(
      url,
      { agent: tunnelTo(url), rejectUnauthorized: false, timeout: 5_000 },
      (answer) => {
        answer.resume();
        resolve([
          { name: consoleCheck, ok: answer.statusCode === 200, detail: consoleUrl },
          clockCheck(clock.nowMs(), answer.headers.date),
        ]);
      },
    );
    call.on("timeout", () => call.destroy(new Error("no answer within 5 s")));
    call.on("error", (error) =>
      resolve([{ name: consoleCheck, ok: false, detail: `${consoleUrl}: ${error.message}` }]),
    );
    call.end();
  });
}
