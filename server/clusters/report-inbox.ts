import type { TLSSocket } from "node:tls";
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import { identifySensor } from "../enrollment/identify.ts";
import { AppError } from "../errors.ts";
import { oneAtATime } from "../one-at-a-time.ts";
import { reportCluster } from "./report.ts";

/** Reports per sensor and minute: a busy cluster changes every second at most. */
const reports = { points: 60, duration: 60 };
/** Reports of 200 clusters at once; each takes a database connection for as long as it is written. */
const waitingMax = 200;
const retryAfterSeconds = 5;

/**
 * Takes clusters' reports from their sensors; nothing is read from anybody else.
 * @throws {AppError} what `identifySensor` and `reportCluster` throw, and `RateLimited`
 */
export function makeReportInbox(deps: { db: Db; clock: Clock }) {
  const limiter = new RateLimiterMemory(reports);
  const inTurn = oneAtATime(waitingMax);
  return async (socket: TLSSocket, read: () => Promise<unknown>): Promise<void> => {
    const sensor = await identifySensor(deps.db, socket);
    const spent = await limiter.penalty(sensor.id);
    if (spent.consumedPoints > reports.points) {
      throw new AppError(
        "RateLimited",
        "Too many reports of a cluster.",
        spent.msBeforeNext / 1000,
      );
    }
    const body = await read();
    const isTaken = await inTurn(() => reportCluster(deps, sensor, body).then(() => true));
    if (!isTaken) throw new AppError("RateLimited", "Too many at once.", retryAfterSeconds);
  };
}
