import type { Clock } from "../clock.ts";
import { lookers } from "../host/announcements.ts";
import { type Cloud, findInstance } from "../host/metadata.ts";
import { nextEndMs } from "../host/termination.ts";
import type { Log } from "../log.ts";
import type { Heartbeat } from "../protocol.ts";

const everyMs = 5_000;

/** Watches for the cloud's announcement that this instance ends; elsewhere it ends at once. */
export function makeTerminationWatch(deps: {
  clock: Clock;
  log: Log;
  /** An end was announced, or called off. */
  changed: () => void;
}) {
  const { clock, log, changed } = deps;
  let known: { endsAtMs: number; source: Cloud } | null = null;

  function take(source: Cloud, endsInMs: number | null): void {
    const before = known;
    const endsAtMs = nextEndMs(before?.endsAtMs ?? null, endsInMs, clock.nowMs());
    known = endsAtMs === null ? null : { endsAtMs, source };
    if ((before === null) === (known === null)) return;
    if (endsInMs === null) log.info(`${source} called the end of this instance off.`);
    else log.warn(`${source} ends this instance in ${Math.round(endsInMs / 1000)} s.`);
    changed();
  }

  return {
    /** What a heartbeat says of it; undefined while nothing is announced. */
    notice(): Heartbeat["terminating"] {
      if (!known) return undefined;
      const leftMs = Math.max(0, known.endsAtMs - clock.nowMs());
      return { inSeconds: Math.min(86_400, Math.round(leftMs / 1000)), source: known.source };
    },
    async run(signal: AbortSignal): Promise<void> {
      const cloud = (await findInstance())?.cloud;
      if (!cloud) return;
      const look = lookers[cloud](() => clock.nowMs());
      while (!signal.aborted) {
        const endsInMs = await look();
        if (signal.aborted) return;
        if (endsInMs !== "unknown") take(cloud, endsInMs);
        await clock.sleep(everyMs, signal);
      }
    },
  };
}
