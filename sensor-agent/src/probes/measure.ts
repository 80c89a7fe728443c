import { cpuMillicores, hostLoad, ownSample } from "../host/usage.ts";
import type { Heartbeat } from "../protocol.ts";
import type { RunStatus } from "../status-file.ts";
import type { makeKernelCounters } from "./kernel-counters.ts";
import type { makeLoader } from "./loader.ts";

export type Measured = Omit<Heartbeat, "type" | "seq" | "sentAtMs">;

/** Collects one heartbeat's content; each call covers the time since the one before. */
export function makeMeasure(deps: {
  counters: ReturnType<typeof makeKernelCounters>;
  loader: ReturnType<typeof makeLoader>;
  terminating: () => Heartbeat["terminating"];
  status: RunStatus;
}): () => Measured {
  const { counters, loader, status } = deps;
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
    const terminating = deps.terminating();
    return {
      intervalMs,
      kernel: counters.summary(),
      loader: loader.state(),
      use,
      host: hostLoad(),
      ...(terminating ? { terminating } : {}),
    };
  };
}
