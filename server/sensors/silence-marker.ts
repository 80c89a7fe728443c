import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";

/** Silences are marked from 25 s on and looked for from 45 s on: one look may come late. */
const lookMs = 2_000;
/** Departures that were being written at the last look, by clocks that differ a little. */
const overlapMs = 60_000;
const ever = new Date(0);

/**
 * Marks who has fallen silent, so that lists find silence by an index; `mark_silent()` in the
 * migrations says how. Runs in every console: who comes second finds nothing to do.
 */
export function makeSilenceMarker(deps: { db: Db; clock: Clock; log: Logger }) {
  const { clock, db, log } = deps;
  const stopping = new AbortController();
  let forgotten = ever;

  async function look(): Promise<void> {
    await db.$queryRaw`SELECT mark_silent()`;
    const now = clock.now();
    await db.$queryRaw`SELECT forget_departed_silence(${forgotten})`;
    forgotten = new Date(now.getTime() - overlapMs);
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await look().catch((error) =>
        log.warn({ err: error }, "Marking silent sensors waits for the database"),
      );
      await clock.sleep(lookMs, stopping.signal);
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
