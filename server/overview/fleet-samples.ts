import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import { advisoryLocks } from "../db/advisory-locks.ts";
import { enrolledStatus, enrolledTables, statusClock } from "../sensors/query.ts";

/** One sample for each of these; the trend of the Overview is made of them. */
export const sampleMs = 300_000;

/** Begin of the five minutes that a moment falls into. */
const slotOf = (now: Date) => new Date(Math.floor(now.getTime() / sampleMs) * sampleMs);

/** Every five minutes: writes down how many sensors have each status. */
export function makeFleetSamples(deps: { db: Db; clock: Clock; log: Logger }) {
  const { db, clock, log } = deps;
  const stopping = new AbortController();
  let sampling: Promise<void> = Promise.resolve();

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await sampleFleet(db, clock.now()).catch((error) =>
        log.warn({ err: error }, "The fleet was not sampled"),
      );
      await clock.sleep(sampleMs - (clock.now().getTime() % sampleMs), stopping.signal);
    }
  }

  return {
    async start() {
      sampling = watch();
    },
    async stop() {
      stopping.abort();
      await sampling;
    },
  };
}

/** Consoles that look at once write one sample: the first that comes in its five minutes. */
export async function sampleFleet(db: Db, now: Date): Promise<void> {
  const at = slotOf(now);
  await db.$transaction(async (tx) => {
    // No audit entry: a sample changes nothing.
    const [turn] = await tx.$queryRaw<{ isOurs: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(${advisoryLocks.fleetSample})
        AND NOT EXISTS (SELECT FROM fleet_sample WHERE at = ${at}) AS "isOurs"`;
    if (!turn?.isOurs) return;
    const clock = await statusClock(tx);
    await tx.$executeRaw`
      INSERT INTO fleet_sample (at, healthy, degraded, stale, offline)
      SELECT ${at}, count(*) FILTER (WHERE status = 'healthy'),
        count(*) FILTER (WHERE status = 'degraded'), count(*) FILTER (WHERE status = 'stale'),
        count(*) FILTER (WHERE status = 'offline')
      FROM (SELECT ${enrolledStatus(clock)} AS status FROM ${enrolledTables}
        WHERE s.departed_at IS NULL) each
      ON CONFLICT (at) DO NOTHING`;
  });
}
