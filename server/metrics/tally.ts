import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import { notify, type TallyNotice } from "../db/notify.ts";
import type { ErrorCode } from "../errors.ts";

const tellMs = 2_000;

/** How an enrollment ended. */
export type EnrollmentOutcome = "enrolled" | ErrorCode;

/** What one process counts, for the metrics that consoles serve: gateways serve none themselves. */
export interface Tally {
  heartbeat(): void;
  enrollment(outcome: EnrollmentOutcome): void;
  start(): void;
  stop(): Promise<void>;
}

/**
 * Tells every console, with NOTIFY, what was counted since the last time. Every console hears all
 * processes, itself included, so any one of them serves the numbers of the whole installation.
 */
export function makeTally(deps: {
  db: Db;
  clock: Clock;
  log: Logger;
  /** Sockets that are open now; a process without sensors has none to tell of. */
  connections?: () => number;
}): Tally {
  const { db, clock, log, connections } = deps;
  const id = randomUUID();
  const stopping = new AbortController();
  let heartbeats = 0;
  let enrollments = new Map<string, number>();

  async function tell(): Promise<void> {
    const told = { heartbeats, enrollments };
    const isQuiet = heartbeats === 0 && enrollments.size === 0 && !connections;
    if (isQuiet) return;
    heartbeats = 0;
    enrollments = new Map();
    const notice: TallyNotice = {
      topic: "tally",
      process: id,
      heartbeats: told.heartbeats,
      enrollments: Object.fromEntries(told.enrollments),
      ...(connections ? { connections: connections() } : {}),
    };
    await notify(db, notice).catch((error) => {
      heartbeats += told.heartbeats;
      for (const [outcome, count] of told.enrollments) add(outcome, count);
      throw error;
    });
  }

  function add(outcome: string, count: number): void {
    enrollments.set(outcome, (enrollments.get(outcome) ?? 0) + count);
  }

  return {
    heartbeat() {
      heartbeats += 1;
    },
    enrollment: (outcome) => add(outcome, 1),
    start() {
      void (async () => {
        while (!stopping.signal.aborted) {
          await clock.sleep(tellMs, stopping.signal);
          if (stopping.signal.aborted) return;
          await tell().catch((error) => log.debug({ err: error }, "Counts wait for the database"));
        }
      })();
    },
    async stop() {
      stopping.abort();
      await tell().catch(() => undefined);
    },
  };
}
