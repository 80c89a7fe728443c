import type { ChildProcess } from "node:child_process";
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";

/** A child that is started again whenever it ends. */
export interface Supervised {
  readonly name: string;
  /** Asks it to stop, and kills it when it has not within the time. */
  stop(withinMs?: number): Promise<void>;
}

const firstDelayMs = 200;
const longestDelayMs = 10_000;
/** A child that lived this long gets the short delay again. */
const steadyAfterMs = 30_000;

/** How long to wait before restart number `crashes` (from 1) in a row. */
export function restartDelayMs(crashes: number): number {
  return Math.min(longestDelayMs, firstDelayMs * 2 ** (crashes - 1));
}

/** Starts a child and keeps it running. Resolves when the first start has succeeded. */
export async function keepRunning(options: {
  name: string;
  clock: Clock;
  log: Logger;
  stopSignal: NodeJS.Signals;
  start: () => Promise<ChildProcess>;
}): Promise<Supervised> {
  const { name, clock, log, start, stopSignal } = options;
  const stopping = new AbortController();
  let child = await start();

  const ended = (process: ChildProcess) =>
    process.exitCode !== null || process.signalCode !== null
      ? Promise.resolve()
      : new Promise<void>((resolve) => process.once("exit", () => resolve()));

  const watching = (async () => {
    for (let crashes = 1; ; crashes++) {
      const startedAt = clock.now().getTime();
      await ended(child);
      if (stopping.signal.aborted) return;
      if (clock.now().getTime() - startedAt > steadyAfterMs) crashes = 1;
      const delayMs = restartDelayMs(crashes);
      const { exitCode, signalCode } = child;
      log.error({ child: name, exitCode, signalCode, delayMs }, `${name} ended; restarting it`);
      await clock.sleep(delayMs, stopping.signal);
      if (stopping.signal.aborted) return;
      child = await start().catch((error) => {
        log.error({ child: name, err: error }, `${name} did not start`);
        return child;
      });
    }
  })();

  return {
    name,
    async stop(withinMs = 3_000) {
      stopping.abort();
      child.kill(stopSignal);
      const timer = setTimeout(() => child.kill("SIGKILL"), withinMs);
      await watching;
      clearTimeout(timer);
    },
  };
}
