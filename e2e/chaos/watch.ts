import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "../client.ts";
import type { TestSensor } from "../fleet.ts";

/** Silence that is shown and was none, and how often was looked. */
export interface Watch {
  readonly looks: number;
  readonly wrongs: readonly string[];
  stop(): Promise<void>;
}

/** What a status may be ahead of the sensor's real silence. */
const toleranceMs = 5_000;

/**
 * Looks every half second at what the Console shows, and notes each sensor that is shown silent
 * although it spoke less than the threshold ago. A Console that does not answer shows nothing.
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
      const silenceMs = Date.now() - (byId.get(id)?.lastSentMs() ?? 0);
      if (byId.has(id) && silenceMs < silentAfterMs - toleranceMs) {
        wrongs.push(`${name} is shown ${shown} after ${silenceMs} ms`);
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
