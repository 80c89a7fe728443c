import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Db, Tx } from "../context.ts";
import { advisoryLocks } from "../db/advisory-locks.ts";
import { watchTokens } from "./expiring-tokens.ts";
import { watchLosses } from "./losses.ts";
import { watchOffline } from "./offline.ts";
import { watchRefusals } from "./refusals.ts";
import { watchSeats } from "./seats.ts";

const everyMs = 15_000;

const watches = {
  offline: (tx: Tx, clock: Clock) => watchOffline(tx, clock.now()),
  losses: (tx: Tx, clock: Clock) => watchLosses(tx, clock.now()),
  refusals: (tx: Tx, clock: Clock) => watchRefusals(tx, clock.now()),
  tokens: watchTokens,
  seats: (tx: Tx, clock: Clock) => watchSeats(tx, clock.now()),
} as const;

/** Looks for what an admin should hear of. The breaker of auto-removal raises its own alerts. */
export function makeAlertWatch(deps: { db: Db; clock: Clock; log: Logger }) {
  const { clock } = deps;
  const stopping = new AbortController();
  let watching: Promise<void> = Promise.resolve();

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await lookOnce(deps);
      await clock.sleep(everyMs, stopping.signal);
    }
  }

  return {
    async start() {
      watching = watch();
    },
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}

/** One look at everything; what fails is logged, and looked at again the next time. */
export async function lookOnce({
  db,
  clock,
  log,
}: {
  db: Db;
  clock: Clock;
  log: Logger;
}): Promise<void> {
  for (const [name, look] of Object.entries(watches)) {
    await db
      .$transaction(async (tx) => {
        // No audit entry: an alert is its own record.
        const [lock] = await tx.$queryRaw<{ taken: boolean }[]>`
          SELECT pg_try_advisory_xact_lock(${advisoryLocks.alertWatch}::int, hashtext(${name})) AS taken`;
        if (lock?.taken) await look(tx, clock);
      })
      .catch((error) => log.error({ err: error, watch: name }, "An alert watch failed"));
  }
}
