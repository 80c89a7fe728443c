import type { IncomingMessage, ServerResponse } from "node:http";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { addressBlock, clientAddress } from "../client-address.ts";
import type { Actor } from "../context.ts";
import { AppError } from "../errors.ts";

/** Requests a minute of one API key or user, at each console: what a script at full speed needs. */
export const callerLimit = { points: 6_000, duration: 60 };
/** The same of one address (IPv6: its /64) whose requests carry no valid credentials. */
export const strangerLimit = { points: 600, duration: 60 };

export interface RateLimits {
  /**
   * Counts one request and tells the client what is left, as in
   * draft-ietf-httpapi-ratelimit-headers-10. @throws {AppError} `RateLimited`
   */
  take(exchange: Exchange, cost?: number): Promise<void>;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly actor: Actor | null;
}

/** Counted in memory: two consoles allow twice as much, and no request waits for the database. */
export function makeRateLimits(
  limits = { caller: callerLimit, address: strangerLimit },
): RateLimits {
  const callers = {
    name: "caller",
    ...limits.caller,
    limiter: new RateLimiterMemory(limits.caller),
  };
  const strangers = {
    name: "address",
    ...limits.address,
    limiter: new RateLimiterMemory(limits.address),
  };
  return {
    async take({ request, response, actor }, cost = 1) {
      const policy = actor ? callers : strangers;
      const key = actor ? `${actor.kind}:${actor.id}` : addressBlock(clientAddress(request));
      const spent = await policy.limiter.penalty(key, cost);
      const seconds = Math.ceil(spent.msBeforeNext / 1000);
      const left = Math.max(0, policy.points - spent.consumedPoints);
      if (!response.headersSent) {
        response.setHeader(
          "ratelimit-policy",
          `"${policy.name}";q=${policy.points};w=${policy.duration}`,
        );
        response.setHeader("ratelimit", `"${policy.name}";r=${left};t=${seconds}`);
      }
      if (spent.consumedPoints > policy.points) {
        const detail = `At most ${policy.points} requests in ${policy.duration} s.`;
        throw new AppError("RateLimited", detail, Math.max(1, seconds));
      }
    },
  };
}
