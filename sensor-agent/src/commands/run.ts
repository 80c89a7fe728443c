import { X509Certificate } from "node:crypto";
import { makeBell } from "../bell.ts";
import { systemClock as clock } from "../clock.ts";
import { Exit } from "../exit.ts";
import { pinDir } from "../host/kernel-paths.ts";
import { notifySystemd, watchdogTask } from "../host/systemd.ts";
import { openStore } from "../identity/open-store.ts";
import type { Identity, IdentityStore } from "../identity/store.ts";
import { leavingNote } from "../leaving-note.ts";
import { log } from "../log.ts";
import type { Options } from "../options.ts";
import { loaderFolder, removeUnpacked } from "../probes/assets.ts";
import { makeKernelCounters } from "../probes/kernel-counters.ts";
import { makeLoader } from "../probes/loader.ts";
import { makeMeasure } from "../probes/measure.ts";
import { leavingFile, makeRunStatus, runDir, statusFile } from "../status-file.ts";
import { cleanExit, exitReason } from "../tasks/clean-exit.ts";
import { type LinkEnd, linkTask } from "../tasks/link.ts";
import { renewTask } from "../tasks/renew.ts";
import { makeTerminationWatch } from "../tasks/termination.ts";
import { enrollOrRestore } from "./enroll.ts";

const asked = "asked to stop";

/** `run`: watches this host and reports, until a signal or until the Console removes the sensor. */
export async function runCommand(options: Options, environment: NodeJS.ProcessEnv): Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  for (const name of ["SIGTERM", "SIGINT"] as const)
    process.once(name, () => stopping.abort(asked));
  const store = openStore(options);
  const note = leavingNote(leavingFile, clock);
  note.clear();
  const identity = store.read() ?? (await enrollUnlessStopped(options, store, signal));
  if (!identity) return;
  const isLeaving = options.state === "mem:" || identity.config.ephemeral;

  const parts = makeParts(options, identity);
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
  const report = async () => {
    const ways = { isLeaving: note.isHeld, mayEnrollAnew: mayEnrollAnew(options), reached };
    const end = await linkTask({ store, clock, log, ...ways, ...parts }, signal);
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
  ];
  const all = Promise.all([report(), ...tasks]);
  const [end] = await all.catch(endAll);
  status.clear();
  removeUnpacked(parts.folder, runDir);
  giveUp(end, store);
}

/** In a pod the token stays at hand, and an ended container is started again. */
const mayEnrollAnew = (options: Options) =>
  options.kubernetes && (options.token ?? options["token-file"]) !== undefined;

/** What is left of an identity that is of no use any more. @throws {Exit} unless it was only stopped */
function giveUp(end: LinkEnd, store: IdentityStore): void {
  if (end === "removed") {
    store.clear();
    throw new Exit(
      "removed",
      "This sensor was removed in the Console, or logged out. Enroll it again with a new token, or uninstall it.",
    );
  }
  if (end === "unknown") {
    store.setAside();
    throw new Exit(
      "refused",
      "The Console does not know this certificate: it is set aside, and the next start enrolls with the token and the same key.",
    );
  }
}

/** A sensor that is told to stop before it is one ends like any other. */
async function enrollUnlessStopped(
  options: Options,
  store: IdentityStore,
  signal: AbortSignal,
): Promise<Identity | null> {
  try {
    return await enrollOrRestore(options, store, signal);
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

/** What runs beside the link and what a heartbeat is made of. */
function makeParts(options: Options, identity: Identity) {
  const bell = makeBell(clock);
  const counters = makeKernelCounters();
  const folder = loaderFolder(options["bpf-dir"], runDir);
  const loader = makeLoader({ folder, pinDir, counters, clock, log });
  const termination = makeTerminationWatch({ clock, log, changed: bell.ring });
  const status = makeRunStatus(statusFile, firstStatus(identity));
  const terminating = termination.notice;
  const measure = makeMeasure({ counters, loader, terminating, status });
  return { bell, folder, loader, termination, status, measure };
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
