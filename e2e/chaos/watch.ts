import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "../client.ts";
import type { TestSensor } from "../fleet.ts";

/** Silence that is shown and was none, and how often was looked. */
export interface Watch {
  readonly looks: number;
  readonly wrongs: readonly string[];
  stop(): Promise<void>;
}

/** How long a silence may be shown after it ended, and how much longer than it was. */
const toleranceMs = 5_000;

/**
 * Looks every half second at what the Console shows, and notes each sensor that is shown silent
 * although it was not, now or within the tolerance. A Console that does not answer shows nothing.
 */
export function watchForFalseSilence(options: {
  api: Client;
  sensors: readonly TestSensor[];
  silentAfterMs: number;
}): Watch {
  const { api, sensors, silentAfterMs } = options;
  const byId = new Map(sensors.map((sensor) => [sensor.id, sensor]));
  const wrongs: string[] = [];
  const stopping = new AbortController();
  let looks = 0;

  async function look(): Promise<void> {
    const { status, json } = await api.call(
      "/api/v1/sensors?status=degraded&status=stale&status=offline&limit=500",
    );
    if (status !== 200) return;
    looks += 1;
    for (const { id, name, status: shown } of json.items) {
      const sensor = byId.get(id);
      const silenceMs = sensor ? longestSilenceMs(sensor.sentMs(), Date.now()) : Infinity;
      if (silenceMs + toleranceMs < silentAfterMs) {
        wrongs.push(`${name} is shown ${shown}, silent for ${silenceMs} ms at most`);
      }
    }
  }

  const running = (async () => {
    while (!stopping.signal.aborted) {
      await look().catch(() => undefined);
      await sleep(500, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    get looks() {
      return looks;
    },
    wrongs,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** The longest pause between heartbeats that reached into the tolerance before now. */
export function longestSilenceMs(sentMs: readonly number[], nowMs: number): number {
  const recent = sentMs.filter((_at, index) => (sentMs[index + 1] ?? nowMs) > nowMs - toleranceMs);
  const pauses = recent.map((at, index) => (recent[index + 1] ?? nowMs) - at);
  return Math.max(0, ...pauses);
}
