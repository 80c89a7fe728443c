import type { Clock } from "../clock.ts";
import { leave } from "../identity/leave.ts";
import type { Identity } from "../identity/store.ts";
import type { LeavingNote } from "../leaving-note.ts";
import { backoffMs } from "../link/backoff.ts";
import type { Log } from "../log.ts";
import type { LeaveReason } from "../protocol.ts";

/** How long a Console that does not answer holds up a shutdown; TimeoutStopSec is 15 s. */
const patienceMs = 8_000;
/** One try: long enough for a Console that is busy, at least for a TLS handshake. */
const tryMs = { min: 500, max: 4_000 } as const;

/** Why this sensor goes: what it was told, else what the cloud announced, else a clean exit. */
export function exitReason(note: LeavingNote, isTerminating: boolean): LeaveReason {
  return note.reason() ?? (isTerminating ? "terminated" : "clean_exit");
}

/**
 * Says goodbye on the way out, and gives up before it could hold up a shutdown: the removal clock
 * does the rest. Every other try goes to the address where the gateway was last reached, for which no
 * resolver is needed: it may have gone already.
 */
export async function cleanExit(
  { clock, log }: { clock: Clock; log: Log },
  going: { identity: Identity; reason: LeaveReason; address: string | undefined },
): Promise<void> {
  const { identity, reason, address } = going;
  const never = new AbortController().signal;
  const until = clock.nowMs() + patienceMs;
  let why = "";
  for (let attempt = 1; until - clock.nowMs() >= tryMs.min; attempt++) {
    const nowMs = clock.nowMs();
    const withinMs = Math.min(until - nowMs, tryMs.max);
    try {
      const way = attempt % 2 === 1 ? { isGateway: true, address } : { isGateway: false };
      await leave(identity, reason, { nowMs, withinMs, ...way });
      return log.info(`Said goodbye to ${identity.config.consoleUrl} (${reason}).`);
    } catch (error) {
      why = (error as Error).message;
    }
    await clock.sleep(Math.min(backoffMs(attempt, Math.random()), 2_000), never);
  }
  log.warn(`The Console did not hear the goodbye: ${why}`);
}
