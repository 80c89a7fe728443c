import type { Logger } from "pino";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { asAppError } from "../as-app-error.ts";
import { type Hints, readHints } from "../attempts/hints.ts";
import { recordRefusal } from "../attempts/record.ts";
import { addressBlock } from "../client-address.ts";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import { AppError } from "../errors.ts";
import { oneAtATime } from "../one-at-a-time.ts";
import type { TokenIdentity } from "../tokens/token.ts";

/** Refusals per address and minute of who holds no token of ours; from then on only tokens pass. */
const strangers = { points: 20, duration: 60 };
/** Refusals per minute of one host with one token; other hosts and other tokens pass. */
const hosts = { points: 30, duration: 60 };
/** Refusals whose records wait for their turn; those of a larger storm are not recorded. */
const recordsWaitingMax = 1000;

/**
 * Runs an enrollment: a refusal is recorded as an attempt, and who keeps being refused waits. A
 * fleet behind one address is slowed neither by a neighbor without a token nor by a broken host.
 * Guessing needs no stopping, a token has 256 bits; what this saves is work and records.
 * @throws {AppError} what the enrollment threw, or `RateLimited`
 */
export function makeEnrollmentGuard(deps: { db: Db; clock: Clock; log: Logger }) {
  const strangersLimiter = new RateLimiterMemory(strangers);
  const hostsLimiter = new RateLimiterMemory(hosts);
  // The connections are for those who are admitted.
  const inTurn = oneAtATime(recordsWaitingMax);

  async function checkTurn(address: string, hints: Hints): Promise<void> {
    const host = await hostsLimiter.get(hostKey(address, hints));
    if (host && host.consumedPoints >= hosts.points) throw refusedTooOften(host.msBeforeNext);
    const block = await strangersLimiter.get(addressBlock(address));
    if (!block || block.consumedPoints < strangers.points) return;
    if (!(await tokenIdOf(deps.db, hints.token))) throw refusedTooOften(block.msBeforeNext);
  }

  async function refused(address: string, hints: Hints, error: AppError): Promise<void> {
    const tokenId = await tokenIdOf(deps.db, hints.token);
    if (tokenId) await hostsLimiter.penalty(hostKey(address, hints));
    else await strangersLimiter.penalty(addressBlock(address));
    await inTurn(() => recordRefusal(deps, { hints, tokenId, error, address }));
  }

  return async <Answer>(
    address: string,
    read: () => Promise<unknown>,
    run: (body: unknown) => Promise<Answer>,
  ): Promise<Answer> => {
    const body = await read();
    const hints = readHints(body);
    await checkTurn(address, hints);
    try {
      return await run(body);
    } catch (thrown) {
      const error = asAppError(thrown);
      if (error.code === "Internal") throw thrown;
      await refused(address, hints, error).catch((cause) =>
        deps.log.error({ err: cause }, "A refused enrollment could not be recorded"),
      );
      throw error;
    }
  };
}

const hostKey = (address: string, { token, machineId, name }: Hints) =>
  `${addressBlock(address)} ${token?.hash.toString("base64")} ${machineId ?? name}`;

function refusedTooOften(waitMs: number): AppError {
  return new AppError("RateLimited", "Too many refused enrollments.", waitMs / 1000);
}

async function tokenIdOf(db: Db, token: TokenIdentity | null): Promise<string | null> {
  if (!token) return null;
  const where = { hash: new Uint8Array(token.hash) };
  return (await db.enrollmentToken.findUnique({ where, select: { id: true } }))?.id ?? null;
}
