import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { KubernetesApi } from "./api.ts";
import { startupTaint, untaint } from "./startup-taint.ts";
import { pauseMs } from "./watch.ts";

/** Opens the node for pods once, when this sensor is ready or has taken too long. */
export interface StartupGate {
  /** The sensor has taken too long already, over containers that were started again. */
  isOverdue(): boolean;
  run(signal: AbortSignal): Promise<void>;
}

const lookMs = 500;
const retryMsMax = 10_000;

export function makeStartupGate(deps: {
  api: KubernetesApi;
  clock: Clock;
  log: Log;
  random: () => number;
  nodeName: string;
  /** What the sensor still lacks; null: it watches, and the Console has heard it. */
  missing: () => string | null;
  /** When the pod first started, which a container that is started again does not move. */
  sinceMs: number;
  failOpenMs: number;
}): StartupGate {
  const { api, clock, log, random, nodeName } = deps;
  let waitedMs = 0;
  // What was waited counts as well: a clock that is set back holds no node.
  const leftMs = () => deps.failOpenMs - Math.max(waitedMs, clock.nowMs() - deps.sinceMs);

  async function wait(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && leftMs() > 0 && deps.missing() !== null) {
      const ms = Math.min(lookMs, leftMs());
      await clock.sleep(ms, signal);
      waitedMs += ms;
    }
  }

  async function open(signal: AbortSignal): Promise<void> {
    const path = `/api/v1/nodes/${nodeName}`;
    const patch = untaint(await api.call({ method: "GET", path, signal }));
    if (!patch) return;
    const missing = deps.missing();
    if (missing) {
      log.warn(
        `The sensor is not ready ${deps.failOpenMs / 1000} s after its start (${missing}): node ${nodeName} is opened for pods all the same.`,
      );
    }
    const body = { type: "application/json-patch+json", content: patch };
    await api.call({ method: "PATCH", path, body, signal });
    log.info(`The taint ${startupTaint} is removed from node ${nodeName}.`);
  }

  return {
    isOverdue: () => leftMs() <= 0,
    async run(signal) {
      await wait(signal);
      if (signal.aborted) return;
      for (let failures = 1; !signal.aborted; failures++) {
        try {
          return await open(signal);
        } catch (error) {
          if (signal.aborted) return;
          const reason = error as Error;
          if (failures === 1)
            log.warn(`The taint ${startupTaint} cannot be removed yet: ${reason.message}`);
          await clock.sleep(Math.min(retryMsMax, pauseMs(reason, failures, random())), signal);
        }
      }
    },
  };
}
