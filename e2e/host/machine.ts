import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "../eventually.ts";
import { joinCgroupScript, removeCgroup } from "./cgroup.ts";
import { type Disk, imageDisk, mountScript, newDisk, trustScript } from "./disk.ts";
import { type MetadataServer, type MetadataService, serveMetadata } from "./metadata-server.ts";
import { type Cable, newCable, plugIn, pullOut } from "./network.ts";

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A real host: systemd as PID 1 in a namespace of its own, on this kernel, with its own network. */
export interface Machine extends AsyncDisposable {
  readonly name: string;
  /** This machine's address as the host sees it, and the host's as this machine sees it. */
  readonly consoleAddress: string;
  readonly address: string;
  /** What the host has on its disk; other hosts boot from it once this one is off. */
  readonly disk: Disk;
  /** Its PID 1, as this machine sees it. */
  readonly leader: number;
  /** Runs a shell script as root, and gives its outcome whatever it is. */
  exec(script: string, options?: { withinMs?: number }): Promise<Outcome>;
  /** The same, for scripts that must succeed; gives standard output. */
  sh(script: string): Promise<string>;
  /** What the host printed while booting. */
  bootLog(): string;
  /** A clean shutdown. */
  poweroff(): Promise<void>;
  /** A pulled plug: no process and no connection comes to say anything. */
  cutPower(): Promise<void>;
}

export interface BootOptions {
  readonly hostname: string;
  /** Leads to this machine. */
  readonly consoleName: string;
  /** Default: the minimal image. */
  readonly disk?: Disk;
  /** cloud-init's, for a disk that has it; the host has booted when cloud-init is done. */
  readonly userData?: string;
  /** Default: random. */
  readonly machineId?: string;
  /** What `sh` is, as on Amazon Linux, Fedora and RHEL; default: Debian's dash. */
  readonly sh?: "bash";
  /** PEM of a CA that programs of the host are to trust. */
  readonly trustedCa?: string;
  /** What answers on 169.254.169.254, for this host only. */
  readonly metadata?: MetadataService;
  /** Folders of this machine, by where the host finds them. */
  readonly binds?: Readonly<Record<string, string>>;
  /** It may make control groups with limits of their own. */
  readonly runsContainers?: true;
}

export async function boot(options: BootOptions): Promise<Machine> {
  const folder = await mkdtemp(join(tmpdir(), "telovix-host-"));
  const cable = newCable();
  const disk = await prepareDisk(folder, cable, options);
  const before = [
    joinCgroupScript(cable.name, options.runsContainers ? "all" : "systemd"),
    mountScript(folder, disk),
    ...(options.trustedCa ? [trustScript(folder)] : []),
  ];
  const nspawn = startNspawn(folder, cable, before, options.binds);
  const log = collect(nspawn);
  await using unfinished = new AsyncDisposableStack();
  unfinished.defer(() => rm(folder, { recursive: true, force: true }));
  unfinished.defer(() => removeCgroup(cable.name));
  let leader = 0;
  unfinished.defer(() => destroy(nspawn, leader));
  leader = await firstChild(nspawn, log);
  await plugIn(cable, leader);
  const metadata = options.metadata && (await serveMetadata(leader, options.metadata));
  unfinished.defer(() => metadata?.close());
  const exec = makeExec(leader);
  await mountBpf(exec);
  if (options.runsContainers) await openCgroups(exec);
  await started(exec, nspawn, log);
  const parts = { exec, nspawn, leader, cable, metadata };
  const complete = unfinished.move();
  return {
    name: cable.name,
    consoleAddress: cable.here,
    address: cable.there,
    disk,
    leader,
    exec,
    bootLog: log,
    sh: makeSh(exec),
    poweroff: () => powerOff(parts),
    cutPower: () => cutPower(parts),
    async [Symbol.asyncDispose]() {
      await powerOff(parts);
      await complete.disposeAsync();
    },
  };
}

async function prepareDisk(folder: string, cable: Cable, options: BootOptions): Promise<Disk> {
  const { hostname, consoleName, metadata, trustedCa, userData, sh } = options;
  return newDisk(folder, options.disk ?? (await imageDisk("minimal")), {
    hostname,
    machineId: options.machineId ?? randomBytes(16).toString("hex"),
    hosts: [`${cable.here} ${consoleName}`, ...(metadata?.names ?? [])],
    instanceId: metadata?.instanceId ?? hostname,
    trustedCa,
    userData,
    sh,
  });
}

function startNspawn(
  folder: string,
  { name }: Cable,
  before: string[],
  binds: BootOptions["binds"] = {},
): ChildProcess {
  const script = [...before, 'exec "$@"'].join(" && ");
  // TERM powers the host off, also when the test run is killed.
  const mortal = ["--pdeathsig", "TERM", "unshare", "--mount", "--propagation", "slave"];
  const nspawn = [
    "systemd-nspawn",
    `--directory=${join(folder, "root")}`,
    "--boot",
    `--machine=${name}`,
    "--register=no",
    "--keep-unit",
    "--capability=all",
    "--network-veth",
    "--resolv-conf=off",
    "--console=pipe",
    // Of these, the container runtime needs the keys.
    "--system-call-filter=bpf perf_event_open @keyring",
    "--bind=/sys/fs/bpf",
    ...Object.entries(binds).map(([path, source]) => `--bind=${source}:${path}`),
  ];
  return spawn("setpriv", [...mortal, "sh", "-c", script, "sh", ...nspawn], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function collect({ stdout, stderr }: ChildProcess): () => string {
  let text = "";
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  }
  return () => text;
}

/** The host's PID 1, seen from here. */
async function firstChild(nspawn: ChildProcess, log: () => string): Promise<number> {
  const children = `/proc/${nspawn.pid}/task/${nspawn.pid}/children`;
  return eventually("PID 1 of the host", 30_000, async () => {
    if (hasEnded(nspawn)) throw new Error(`systemd-nspawn ended: ${log()}`);
    const pid = Number((await readFile(children, "utf8")).trim().split(" ")[0]);
    const command = pid ? await readFile(`/proc/${pid}/comm`, "utf8") : "";
    return command.trim() === "systemd" ? pid : undefined;
  });
}

/** `Machine.exec` of the host with this PID 1, whoever booted it. */
export function makeExec(leader: number): Machine["exec"] {
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

export const makeSh = (exec: Machine["exec"]) => async (script: string) => {
  const { code, stdout, stderr } = await exec(script);
  if (code !== 0) throw new Error(`On the host, "${script}" ended with ${code}: ${stderr}`);
  return stdout;
};

/** What systemd mounts on hosts but not in a namespace; before anything could start a sensor. */
async function mountBpf(exec: Machine["exec"]): Promise<void> {
  const mounted = await exec("mount -t bpf bpf /sys/fs/bpf");
  if (mounted.code !== 0) throw new Error(`BPF file system: ${mounted.stderr}`);
}

/** systemd-nspawn shows version 1's controllers, but only to be read. */
async function openCgroups(exec: Machine["exec"]): Promise<void> {
  const each = "findmnt --noheadings --raw --types cgroup --output TARGET";
  const opened = await exec(`${each} | xargs -r -n1 mount -o remount,bind,rw`);
  if (opened.code !== 0) throw new Error(`Control groups: ${opened.stderr}`);
}

async function started(exec: Machine["exec"], nspawn: ChildProcess, log: () => string) {
  const state = await eventually(
    "a booted systemd",
    240_000,
    async () => {
      if (hasEnded(nspawn)) return log();
      const { stdout } = await exec("systemctl is-system-running");
      return ["running", "degraded"].find((each) => each === stdout.trim());
    },
    500,
  );
  if (state === "running") return;
  const why =
    "systemctl --failed --no-legend; journalctl -b -p warning -o cat; cat /var/log/cloud-init-output.log";
  throw new Error(`The host booted ${state}:\n${(await exec(why)).stdout}`);
}

interface Parts {
  readonly exec: Machine["exec"];
  readonly nspawn: ChildProcess;
  readonly leader: number;
  readonly cable: Cable;
  readonly metadata: MetadataServer | undefined;
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) =>
  exitCode !== null || signalCode !== null;

async function powerOff({ exec, nspawn, leader, metadata }: Parts): Promise<void> {
  if (hasEnded(nspawn)) return;
  const over = once(nspawn, "exit");
  await exec("systemctl poweroff");
  const timer = setTimeout(() => process.kill(leader, "SIGKILL"), 30_000);
  await over;
  clearTimeout(timer);
  await metadata?.close();
}

async function cutPower({ nspawn, leader, cable, metadata }: Parts): Promise<void> {
  await pullOut(cable);
  await destroy(nspawn, leader);
  await metadata?.close();
}

async function destroy(nspawn: ChildProcess, leader: number): Promise<void> {
  if (hasEnded(nspawn)) return;
  const over = once(nspawn, "exit");
  // PID 1 takes its whole namespace with it, which systemd-nspawn's death does not.
  if (leader > 0) process.kill(leader, "SIGKILL");
  else nspawn.kill("SIGKILL");
  await over;
}
