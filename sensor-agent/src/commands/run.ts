import { X509Certificate } from "node:crypto";
import { systemClock } from "../clock.ts";
import { Exit } from "../exit.ts";
import { notifySystemd, watchdogTask } from "../host/systemd.ts";
import { cpuMillicores, hostLoad, ownSample } from "../host/usage.ts";
import { type Identity, openStore } from "../identity/store.ts";
import { log } from "../log.ts";
import type { Options } from "../options.ts";
import { loaderFolder } from "../probes/assets.ts";
import { makeKernelCounters } from "../probes/kernel-counters.ts";
import { makeLoader } from "../probes/loader.ts";
import { makeRunStatus, runDir, statusFile } from "../status-file.ts";
import { linkTask } from "../tasks/link.ts";
import { renewTask } from "../tasks/renew.ts";
import { enrollWith } from "./enroll.ts";
import { leave } from "./logout.ts";

const pinDir = "/sys/fs/bpf/telovix-sensor";

/** `run`: watches this host and reports, until a signal or until the Console removes the sensor. */
export async function runCommand(options: Options, environment: NodeJS.ProcessEnv): Promise<void> {
  const stopping = new AbortController();
  for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, () => stopping.abort());
  const store = openStore(options);
  const identity = store.read() ?? (await enrollWith(options, store, stopping.signal));

  const counters = makeKernelCounters();
  const loader = makeLoader({
    folder: loaderFolder(options["bpf-dir"], runDir),
    pinDir,
    counters,
    clock: systemClock,
    log,
  });
  const status = makeRunStatus(statusFile, firstStatus(identity));
  const measure = makeMeasure(counters, loader, status);
  const { signal } = stopping;
  // One task that fails ends them all; systemd starts the sensor again.
  const endAll = (error: unknown) => {
    stopping.abort();
    throw error;
  };
  const others = [
    loader.run(signal),
    renewTask({ store, clock: systemClock, log }, signal),
    watchdogTask(environment, systemClock, signal),
  ].map((task) => task.catch(endAll));
  notifySystemd(environment, "READY=1", `STATUS=Reporting to ${identity.config.consoleUrl}`);
  const end = await linkTask({ store, clock: systemClock, log, measure, status }, signal).catch(
    endAll,
  );

  notifySystemd(environment, "STOPPING=1");
  stopping.abort();
  await Promise.all(others);
  status.clear();
  if (end === "removed") {
    store.clear();
    throw new Exit(
      "removed",
      "The Console removed this sensor. Enroll it again with a new token, or uninstall it.",
    );
  }
  if (options.state === "mem:") await leave(store);
}

/** Collects one heartbeat's content; each call covers the time since the one before. */
function makeMeasure(
  counters: ReturnType<typeof makeKernelCounters>,
  loader: ReturnType<typeof makeLoader>,
  status: ReturnType<typeof makeRunStatus>,
) {
  let beforeMs = performance.now();
  let own = ownSample();
  let loaders = counters.use();

  return () => {
    const nowMs = performance.now();
    const intervalMs = Math.max(0, Math.round(nowMs - beforeMs));
    const [ownNow, loadersNow] = [ownSample(), counters.use()];
    const use = {
      sensor: { cpuMillicores: cpuMillicores(own, ownNow, intervalMs), rssBytes: ownNow.rssBytes },
      loader: {
        cpuMillicores: cpuMillicores(loaders, loadersNow, intervalMs),
        rssBytes: loadersNow.rssBytes,
      },
    };
    beforeMs = nowMs;
    own = ownNow;
    loaders = loadersNow;
    status.update({ loader: loader.state(), events: counters.totals() });
    return {
      intervalMs,
      kernel: counters.summary(),
      loader: loader.state(),
      use,
      host: hostLoad(),
    };
  };
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
