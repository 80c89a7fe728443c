import { setTimeout as sleep } from "node:timers/promises";

/** Time as a parameter: rules take a `Date`, long-lived parts take a `Clock`. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms`, or early (without an error) when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(Date.now()),
  sleep: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
};
