import type { SensorCounts } from "./schema.ts";

/** What an open page is told, at most once a second; heartbeats every 15 s, all together. */
export interface LiveChange {
  /** Counts over the whole fleet. */
  readonly counts: SensorCounts;
  /** Sensors whose row changed: status crossed a threshold, tags, enrolled, departed. Empty: many, new heartbeats, or something else than a sensor. */
  readonly ids: string[];
}

/** The feed of changes to subscribed pages; one per console process. */
export interface Live {
  /** Yields the current state at once, then every change until `signal` aborts. */
  changes(signal: AbortSignal): AsyncIterable<LiveChange>;
}
