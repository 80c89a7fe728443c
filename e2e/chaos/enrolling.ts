import { setTimeout as sleep } from "node:timers/promises";
import { enroll, type Reachable } from "../fleet.ts";

export interface Enrolling {
  /** Ids that the Console answered with: each must exist from then on. */
  readonly acknowledged: readonly string[];
  readonly failures: readonly string[];
  stop(): Promise<void>;
}

/** Hosts that keep enrolling, one after another, whatever happens to the Console. */
export function keepEnrolling(console: Reachable, token: string): Enrolling {
  const acknowledged: string[] = [];
  const failures: string[] = [];
  const stopping = new AbortController();
  const running = (async () => {
    for (let count = 1; !stopping.signal.aborted; count++) {
      await enroll(console, { token, name: `late-${count}` }).then(
        ({ config }) => acknowledged.push(config.sensorId),
        (error: Error) => failures.push(error.message),
      );
      await sleep(100);
    }
  })();
  return {
    acknowledged,
    failures,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
