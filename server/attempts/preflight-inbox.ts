import { RateLimiterMemory } from "rate-limiter-flexible";
import { addressBlock } from "../client-address.ts";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import { AppError } from "../errors.ts";
import { oneAtATime } from "../one-at-a-time.ts";
import { reportPreflight } from "./report-preflight.ts";

/** Reports per address and minute. */
const reports = { points: 10, duration: 60 };
const waitingMax = 200;
const retryAfterSeconds = 60;

/** Takes pre-flight reports from anybody, slowly. @throws {AppError} `InvalidRequest`, `RateLimited` */
export function makePreflightInbox(deps: { db: Db; clock: Clock }) {
  const limiter = new RateLimiterMemory(reports);
  const inTurn = oneAtATime(waitingMax);
  return async (address: string, read: () => Promise<unknown>): Promise<void> => {
    const spent = await limiter.penalty(addressBlock(address));
    if (spent.consumedPoints > reports.points) {
      throw new AppError("RateLimited", "Too many pre-flight reports.", spent.msBeforeNext / 1000);
    }
    const body = await read();
    const isTaken = await inTurn(() => reportPreflight(deps, body, address).then(() => true));
    if (!isTaken) throw new AppError("RateLimited", "Too many at once.", retryAfterSeconds);
  };
}
