import type { Logger } from "pino";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { asAppError } from "../as-app-error.ts";
import { recordRefusal } from "../attempts/record.ts";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import { AppError } from "../errors.ts";

/** Refusals per address and minute; a fleet behind one address with good tokens is never slowed. */
const refusals = { points: 20, duration: 60 };

/**
 * Runs an enrollment: refusals are recorded as attempts, and an address with too many of them waits.
 * @throws {AppError} what the enrollment threw, or `RateLimited`
 */
export function makeEnrollmentGuard(deps: { db: Db; clock: Clock; log: Logger }) {
  const limiter = new RateLimiterMemory(refusals);

  return async <Answer>(
    address: string,
    read: () => Promise<unknown>,
    run: (body: unknown) => Promise<Answer>,
  ): Promise<Answer> => {
    const spent = await limiter.get(address);
    if (spent && spent.consumedPoints > refusals.points) {
      throw new AppError("RateLimited", "Too many refused enrollments.", spent.msBeforeNext / 1000);
    }
    const body = await read();
    try {
      return await run(body);
    } catch (thrown) {
      const error = asAppError(thrown);
      if (error.code === "Internal") throw thrown;
      await limiter.penalty(address);
      await recordRefusal(deps, { body, error, address }).catch((cause) =>
        deps.log.error({ err: cause }, "A refused enrollment could not be recorded"),
      );
      throw error;
    }
  };
}
