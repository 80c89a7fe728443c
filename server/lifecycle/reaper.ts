import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import { removeDue } from "./remove-due.ts";

/** Deadlines are rows; this only looks at them, so that a restart forgets none. */
const lookMs = 1_000;

/** Looks every second for sensors to remove. Runs in every console; one of them looks at a time. */
export function makeReaper(deps: { db: Db; clock: Clock; log: Logger }) {
  const { clock, log } = deps;
  const stopping = new AbortController();

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(lookMs, stopping.signal);
      if (stopping.signal.aborted) return;
      const removed = await removeDue(deps).catch((error) => {
        log.warn({ err: error }, "Auto-removal waits for the database");
        return [];
      });
      for (const { id, name } of removed) log.info({ sensor: id, name }, "Sensor removed");
    }
  }

  return {
    async start() {
      void watch();
    },
    async stop() {
      stopping.abort();
    },
  };
}
