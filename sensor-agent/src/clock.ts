import { setTimeout as sleep } from "node:timers/promises";

/** Time as a parameter, so that tasks can be tested without waiting. */
export interface Clock {
  nowMs(): number;
  /** Resolves after `ms`, or early when `signal` aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
};
