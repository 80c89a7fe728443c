import { backoffMs } from "./backoff.ts";
import type { Ending } from "./session.ts";

export type Fate = { do: "reconnect"; afterMs: number } | { do: "stop" };

/** A refused certificate may be accepted again (a revived record), so asking goes on, slowly. */
const refusedMs = 60_000;

/** Someone said goodbye with our identity: `logout` is given the time to take it away. */
const leftMs = 2_000;

/** A record that departed by itself is revived at once; only a Console that repeats itself waits. */
const rejoinMs = (attempt: number, random: number) =>
  Math.max(500 + 1_500 * random, attempt > 3 ? backoffMs(attempt, random) : 0);

/**
 * Whether the Console will not take this certificate back, so that only enrolling helps: "removed" when
 * a person deleted the sensor, "unknown" when the certificate expired or is another Console's.
 */
export function lostIdentity(ending: Ending): "removed" | "unknown" | null {
  if (ending.kind !== "refused") return null;
  if (ending.code === "SensorDeleted") return "removed";
  return ending.code === "CertificateRefused" ? "unknown" : null;
}

/** What follows the end of a connection. `attempt` counts tries since the last welcome, from 1. */
export function fateOf(ending: Ending, attempt: number, random: number): Fate {
  switch (ending.kind) {
    case "removed":
      return { do: "stop" };
    case "refused":
      return { do: "reconnect", afterMs: refusedMs * (0.8 + 0.4 * random) };
    case "left":
      return { do: "reconnect", afterMs: leftMs * (1 + random) };
    case "rejoin":
      return { do: "reconnect", afterMs: rejoinMs(attempt, random) };
    case "later":
      return { do: "reconnect", afterMs: backoffMs(attempt, random, ending.retryAfterMs) };
    case "lost":
      return { do: "reconnect", afterMs: backoffMs(attempt, random) };
  }
}
