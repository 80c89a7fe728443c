import type { Clock } from "./clock.ts";

/** A sleep that can be ended early, because there is news. */
export interface Bell {
  ring(): void;
  /** Resolves after `ms`, at the next ring, or when `signal` aborts. One waits at a time. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export function makeBell(clock: Clock): Bell {
  let sleeping: AbortController | null = null;
  return {
    ring: () => sleeping?.abort(),
    async wait(ms, signal) {
      if (signal.aborted) return;
      const own = new AbortController();
      const end = () => own.abort();
      // Not AbortSignal.any: a signal that lives for months would remember every sleep.
      signal.addEventListener("abort", end, { once: true });
      sleeping = own;
      await clock.sleep(ms, own.signal);
      sleeping = null;
      signal.removeEventListener("abort", end);
    },
  };
}
