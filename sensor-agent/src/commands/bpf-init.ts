import { execFile } from "node:child_process";
import { existsSync, lstatSync, rmSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../clock.ts";
import { Exit } from "../exit.ts";
import { firstStartMs } from "../first-start.ts";
import { btfPath, stalePinDirs } from "../host/kernel-paths.ts";
import { btfFinding, type Finding, finding, PreparedLine } from "../host/prepared.ts";
import { openStore } from "../identity/open-store.ts";
import { hashOf } from "../identity/store.ts";
import { tokenChange, tokenChangeText } from "../identity/token-change.ts";
import { openIfOverdue } from "../kubernetes/pod.ts";
import { log } from "../log.ts";
import type { Options } from "../options.ts";
import { loaderFolder, removeUnpacked } from "../probes/assets.ts";
import { runDir, startedFile } from "../status-file.ts";
import { readToken } from "./enroll.ts";

const withinMs = 20_000;

/**
 * `bpf-init`: what a pod's init container does before the sensor starts. Makes bpffs available,
 * removes what an earlier run left pinned, and sets the certificate aside when the token changed.
 * @throws {Exit} preflight, when this node cannot run the sensor; usage, without a token
 */
export async function bpfInitCommand(
  options: Options,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  try {
    await initialize(options);
  } catch (error) {
    await openGate(options, environment, (error as Error).message);
    throw error;
  }
}

/** @see openIfOverdue */
async function openGate(options: Options, environment: NodeJS.ProcessEnv, why: string) {
  if (!options["startup-gate"]) return;
  const sinceMs = firstStartMs(startedFile, systemClock);
  const changed = () => undefined;
  const shared = { clock: systemClock, log, changed, sinceMs, missing: () => why };
  await openIfOverdue({ ...shared, options, environment });
}

async function initialize(options: Options): Promise<void> {
  const findings = await prepare(options);
  for (const { level, text } of findings) if (level !== "error") log[level](text);
  const failed = findings.filter(({ level }) => level === "error").map(({ text }) => text);
  if (failed.length > 0) throw new Exit("preflight", `bpf-init: ${failed.join(" ")}`);
  for (const dir of stalePinDirs) removePins(dir);
  compareToken(options);
}

async function prepare(options: Options): Promise<Finding[]> {
  const folder = loaderFolder(options["bpf-dir"], runDir);
  if (!folder) {
    throw new Exit("preflight", `bpf-init: there is no place for the loader: mount ${runDir}.`);
  }
  try {
    const text = await output(join(folder, "telovix-loader"), "--prepare-host");
    const lines = text.split("\n").filter((line) => line !== "");
    const findings = lines.map((line) => finding(PreparedLine.parse(JSON.parse(line))));
    return [btfFinding(existsSync(btfPath)), ...findings];
  } finally {
    removeUnpacked(folder, runDir);
  }
}

/** Its status is not asked for: the lines say it. */
function output(file: string, ...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, args, { timeout: withinMs }, (error, stdout) => {
      if (error && stdout === "") reject(error);
      else resolve(stdout);
    });
  });
}

function removePins(dir: string): void {
  if (!lstatSync(dir, { throwIfNoEntry: false })) return;
  rmSync(dir, { recursive: true, force: true });
  log.info(`Removed the BPF pins of an earlier run: ${dir}.`);
}

function compareToken(options: Options): void {
  const store = openStore(options);
  const identity = store.read();
  const token = options.token ?? (options["token-file"] ? readToken(options["token-file"]) : null);
  const state = {
    isEnrolled: identity !== null,
    isSetAside: store.aside() !== null,
    knownHash: store.tokenHash(),
    tokenHash: token === null ? null : hashOf(token),
  };
  const change = tokenChange(state);
  const text = tokenChangeText(change, state, identity?.config.name);
  if (change === "set_aside" || change === "under_way") log.warn(text);
  else log.info(text);
  if (change === "set_aside") store.setAside();
}
