import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { once } from "node:events";
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { eventually } from "../eventually.ts";
import { hostImage } from "./image.ts";

const run = promisify(execFile);

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A real host: systemd as PID 1 in a namespace of its own, on this kernel, with its own network. */
export interface Machine extends AsyncDisposable {
  readonly name: string;
  /** This machine's address as the host sees it. */
  readonly consoleAddress: string;
  /** Runs a shell script as root, and gives its outcome whatever it is. */
  exec(script: string, options?: { withinMs?: number }): Promise<Outcome>;
  /** The same, for scripts that must succeed; gives standard output. */
  sh(script: string): Promise<string>;
  /** What the host printed while booting. */
  bootLog(): string;
  poweroff(): Promise<void>;
}

/**
 * Boots a host on which `consoleName` leads to this machine.
 */
export async function boot(options: { hostname: string; consoleName: string }): Promise<Machine> {
  const folder = await mkdtemp(join(tmpdir(), "telovix-host-"));
  const root = join(folder, "root");
  const net = `10.${randomInt(16, 250)}.${randomInt(0, 256)}`;
  const name = `tvx${randomInt(0x1000, 0xffff).toString(16)}`;
  await unpack(root, options, `${net}.1`);
  // TERM powers the host off, also when the test run is killed.
  const mortal = ["--pdeathsig", "TERM", "systemd-nspawn", ...nspawnArgs(root, name)];
  const nspawn = spawn("setpriv", mortal, {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  for (const stream of [nspawn.stdout, nspawn.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => (log += chunk));
  }
  const remove = () => rm(folder, { recursive: true, force: true });
  let leader = 0;
  try {
    leader = await firstChild(nspawn);
    await connect({ name, leader, net });
    const exec = makeExec(leader);
    await started(exec, nspawn, () => log);
    const off = () => powerOff(exec, nspawn, leader);
    return {
      name,
      consoleAddress: `${net}.1`,
      exec,
      bootLog: () => log,
      async sh(script) {
        const { code, stdout, stderr } = await exec(script);
        if (code !== 0) throw new Error(`On the host, "${script}" ended with ${code}: ${stderr}`);
        return stdout;
      },
      poweroff: off,
      async [Symbol.asyncDispose]() {
        await off();
        await remove();
      },
    };
  } catch (error) {
    // PID 1 first: it takes its whole namespace with it, which systemd-nspawn's death does not.
    if (leader > 0) process.kill(leader, "SIGKILL");
    nspawn.kill("SIGKILL");
    await remove();
    throw error;
  }
}

async function unpack(
  root: string,
  { hostname, consoleName }: { hostname: string; consoleName: string },
  consoleAddress: string,
): Promise<void> {
  await mkdir(root);
  await run("tar", ["-xf", await hostImage(), "-C", root]);
  await writeFile(join(root, "etc/hostname"), `${hostname}\n`);
  await writeFile(join(root, "etc/machine-id"), `${randomBytes(16).toString("hex")}\n`);
  const addresses = `127.0.0.1 localhost ${hostname}\n${consoleAddress} ${consoleName}\n`;
  await writeFile(join(root, "etc/hosts"), addresses);
  await appendFile(join(root, "etc/environment"), "LANG=C.UTF-8\n");
}

function nspawnArgs(root: string, name: string): string[] {
  return [
    `--directory=${root}`,
    "--boot",
    `--machine=${name}`,
    "--register=no",
    "--keep-unit",
    "--capability=all",
    "--network-veth",
    "--resolv-conf=off",
    "--console=pipe",
    "--system-call-filter=bpf perf_event_open",
    "--bind=/sys/fs/bpf",
  ];
}

/** The host's PID 1, seen from here. */
async function firstChild(nspawn: ChildProcess): Promise<number> {
  const children = `/proc/${nspawn.pid}/task/${nspawn.pid}/children`;
  return eventually("PID 1 of the host", 20_000, async () => {
    if (nspawn.exitCode !== null) return Promise.reject(new Error("systemd-nspawn ended"));
    const pid = Number((await readFile(children, "utf8")).trim().split(" ")[0]);
    const command = pid ? await readFile(`/proc/${pid}/comm`, "utf8") : "";
    return command.trim() === "systemd" ? pid : undefined;
  });
}

/** A cable between this machine and the host: `.1` here, `.2` there. */
async function connect(cable: { name: string; leader: number; net: string }): Promise<void> {
  const { name, leader, net } = cable;
  const here = `ve-${name}`;
  await run("ip", ["address", "add", `${net}.1/30`, "dev", here]);
  await run("ip", ["link", "set", here, "up"]);
  const there = ["-t", String(leader), "-n", "ip"];
  await run("nsenter", [...there, "address", "add", `${net}.2/30`, "dev", "host0"]);
  await run("nsenter", [...there, "link", "set", "host0", "up"]);
}

function makeExec(leader: number): Machine["exec"] {
  const enter = ["-t", String(leader), "-m", "-u", "-i", "-n", "-p", "--root", "--wd"];
  const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  const clean = ["env", "-i", `PATH=${PATH}`, "HOME=/root", "TERM=dumb"];
  return async (script, { withinMs = 120_000 } = {}) => {
    const child = spawn("nsenter", [...enter, ...clean, "bash", "-c", script], {
      stdio: ["ignore", "pipe", "pipe"],
      timeout: withinMs,
      killSignal: "SIGKILL",
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
    const [code] = (await once(child, "close")) as [number | null];
    return { code: code ?? 137, stdout, stderr };
  };
}

/** Booted, with the BPF file system that systemd mounts on hosts but not in a namespace. */
async function started(exec: Machine["exec"], nspawn: ChildProcess, log: () => string) {
  await eventually("a running systemd", 60_000, async () => {
    if (nspawn.exitCode !== null) throw new Error(log());
    const state = await exec("systemctl is-system-running; systemctl --failed --no-legend");
    if (!state.stdout.startsWith("running")) throw new Error(JSON.stringify(state));
    return true;
  });
  const mounted = await exec("mount -t bpf bpf /sys/fs/bpf && ls /sys/kernel/tracing/events/sched");
  if (mounted.code !== 0) throw new Error(`BPF or trace file system: ${mounted.stderr}`);
}

async function powerOff(exec: Machine["exec"], nspawn: ChildProcess, leader: number) {
  if (nspawn.exitCode !== null || nspawn.signalCode !== null) return;
  const over = once(nspawn, "exit");
  await exec("systemctl poweroff");
  const timer = setTimeout(() => process.kill(leader, "SIGKILL"), 20_000);
  await over;
  clearTimeout(timer);
}
