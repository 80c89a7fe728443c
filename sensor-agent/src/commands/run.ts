import { X509Certificate } from "node:crypto";
import { type Bell, makeBell } from "../bell.ts";
import { systemClock as clock } from "../clock.ts";
import { Exit } from "../exit.ts";
import { firstStartMs } from "../first-start.ts";
import { pinDir } from "../host/kernel-paths.ts";
import { notifySystemd, watchdogTask } from "../host/systemd.ts";
import { openStore } from "../identity/open-store.ts";
import type { Identity, IdentityStore } from "../identity/store.ts";
import { openPod, type Pod } from "../kubernetes/pod.ts";
import { type LeavingNote, leavingNote } from "../leaving-note.ts";
import { log } from "../log.ts";
import type { Options } from "../options.ts";
import { loaderFolder, removeUnpacked } from "../probes/assets.ts";
import { makeKernelCounters } from "../probes/kernel-counters.ts";
import { makeLoader } from "../probes/loader.ts";
import { makeMeasure } from "../probes/measure.ts";
import { makeProgress, notWatching, type Progress } from "../progress.ts";
import { leavingFile, makeRunStatus, runDir, startedFile, statusFile } from "../status-file.ts";
import { cleanExit, exitReason } from "../tasks/clean-exit.ts";
import { healthTask } from "../tasks/health.ts";
import { type LinkEnd, linkTask } from "../tasks/link.ts";
import { renewTask } from "../tasks/renew.ts";
import { makeTerminationWatch } from "../tasks/termination.ts";
import { enrollOrRestore } from "./enroll.ts";

const asked = "asked to stop";
/**
 * How long enrolling waits for what the Kubernetes API knows of this node: on a new one, whose network is
 * not set up yet, it may take a while, and a token that is bound to its cluster asks for it.
 */
const nodeWithinMs = 30_000;

/** What a run consists of before it is known whether this host is enrolled. */
interface Run {
  readonly options: Options;
  readonly environment: NodeJS.ProcessEnv;
  readonly store: IdentityStore;
  readonly stopping: AbortController;
  readonly bell: Bell;
  readonly note: LeavingNote;
  readonly progress: Progress;
  readonly pod: Pod | null;
}

/** `run`: watches this host and reports, until a signal or until the Console removes the sensor. */
export async function runCommand(options: Options, environment: NodeJS.ProcessEnv): Promise<void> {
  const run = openRun(options, environment);
  const { stopping, progress, pod } = run;
  const { signal } = stopping;
  for (const name of ["SIGTERM", "SIGINT"] as const)
    process.once(name, () => stopping.abort(asked));
  const port = options["health-port"];
  const around = Promise.all([
    pod?.run(signal),
    port === undefined ? undefined : healthTask({ port, progress, clock, log }, signal),
  ]).catch((error: unknown) => stopping.abort(error));
  let end: LinkEnd;
  try {
    await pod?.opened(signal);
    const identity = run.store.read() ?? (await enrollUnlessStopped(run));
    end = identity ? await watchAndReport(run, identity) : "stopped";
  } finally {
    stopping.abort(asked);
    await around;
  }
  if (signal.reason instanceof Error) throw signal.reason;
  giveUp(end, run);
}

function openRun(options: Options, environment: NodeJS.ProcessEnv): Run {
  const note = leavingNote(leavingFile, clock);
  note.clear();
  const progress = makeProgress(clock);
  const bell = makeBell(clock);
  const missing = () => notWatching(progress.facts());
  const sinceMs = options.kubernetes ? firstStartMs(startedFile, clock) : clock.nowMs();
  const pod = openPod({ options, environment, clock, log, changed: bell.ring, missing, sinceMs });
  const stopping = new AbortController();
  return { options, environment, store: openStore(options), stopping, bell, note, progress, pod };
}

/** A sensor that is told to stop before it is one ends like any other. */
async function enrollUnlessStopped({ options, store, stopping, pod }: Run) {
  const { signal } = stopping;
  try {
    const node = await pod?.node.known(nodeWithinMs, signal);
    return await enrollOrRestore(options, store, signal, node);
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

async function watchAndReport(run: Run, identity: Identity): Promise<LinkEnd> {
  const { options, environment, store, stopping, bell, note, progress, pod } = run;
  const { signal } = stopping;
  const isLeaving = options.state === "mem:" || identity.config.ephemeral;
  const parts = makeParts(run, identity);
  const { status, termination } = parts;
  // One task that fails ends them all; systemd starts the sensor again.
  const endAll = (error: unknown) => {
    stopping.abort(error);
    throw error;
  };
  let address: string | undefined;
  const reached = (at: string) => {
    address = at;
  };
  const mayEnrollAnew = hasToken(options);
  const node = () => pod?.node.current();
  const staysAway = () => (note.isHeld() ? "this sensor has said goodbye" : (pod?.ends() ?? null));
  const ways = { isLeaving: note.isHeld, staysAway, mayEnrollAnew, node, progress, reached };
  const report = async () => {
    const end = await linkTask({ store, clock, log, bell, ...ways, ...parts }, signal);
    stopping.abort(end);
    notifySystemd(environment, "STOPPING=1");
    const known = store.read();
    if (isLeaving && known && signal.reason === asked) {
      const reason = exitReason(note, termination.notice() !== undefined);
      await cleanExit({ clock, log }, { identity: known, reason, address });
    }
    return end;
  };
  notifySystemd(environment, "READY=1", `STATUS=Reporting to ${identity.config.consoleUrl}`);
  const tasks = [
    parts.loader.run(signal),
    termination.run(signal),
    renewTask({ store, clock, log }, signal),
    watchdogTask(environment, clock, signal),
    pod?.lead(store, signal),
  ];
  const [end] = await Promise.all([report(), ...tasks]).catch(endAll);
  status.clear();
  removeUnpacked(parts.folder, runDir);
  return end;
}

/** In a pod the token stays at hand, and an ended container is started again. */
const hasToken = (options: Options) =>
  options.kubernetes && (options.token ?? options["token-file"]) !== undefined;

/** What is left of an identity that is of no use any more. @throws {Exit} unless it was only stopped */
function giveUp(end: LinkEnd, { store, options }: Run): void {
  if (end === "removed") {
    store.clear();
    const next = hasToken(options)
      ? "Started again, it enrolls as a new one with the token."
      : "Enroll it again with a new token, or uninstall it.";
    throw new Exit("removed", `This sensor was removed in the Console, or logged out. ${next}`);
  }
  if (end === "unknown") {
    store.setAside();
    throw new Exit(
      "refused",
      "The Console does not know this certificate: it is set aside, and the next start enrolls with the token and the same key.",
    );
  }
}

/** What runs beside the link and what a heartbeat is made of. */
function makeParts({ options, bell, progress }: Run, identity: Identity) {
  const counters = makeKernelCounters();
  const folder = loaderFolder(options["bpf-dir"], runDir);
  const loader = makeLoader({ folder, pinDir, counters, clock, log });
  const termination = makeTerminationWatch({ clock, log, changed: bell.ring });
  const status = makeRunStatus(statusFile, firstStatus(identity));
  const terminating = termination.notice;
  const measure = makeMeasure({ counters, loader, terminating, status });
  progress.watching(() => ({ loader: loader.state(), programs: counters.programs() }));
  return { folder, loader, termination, status, measure };
}

function firstStatus({ config, certificate }: Identity) {
  return {
    pid: process.pid,
    sensorId: config.sensorId,
    name: config.name,
    consoleUrl: config.consoleUrl,
    connected: false,
    lastAckAt: null,
    certificateNotAfter: new Date(new X509Certificate(certificate).validTo).toISOString(),
    loader: { state: "unavailable", restarts: 0 },
    events: {},
  };
}
