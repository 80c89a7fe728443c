import type { SimulatedHost } from "./host.ts";
import { stepSeconds } from "./plan.ts";

/** So long after its deadline a dead sensor may still be listed, pauses not counted. */
const keptSecondsMax = 60;

/**
 * Judges what the Console does by its own count of the seconds in which a host was silent and
 * somebody listened; it knows nothing of the database.
 */
export function makeOracle() {
  const wronglyRemoved: string[] = [];
  const keptTooLong: string[] = [];

  return {
    wronglyRemoved,
    keptTooLong,
    /** A removal: rightly, when the host had not reported for as long as its clock says. */
    removed(host: SimulatedHost, second: number): void {
      const { name, removeAfterSeconds, ephemeral } = host.plan;
      host.timesRemoved += 1;
      if (ephemeral && host.silence >= removeAfterSeconds) return;
      wronglyRemoved.push(
        `${name} at ${second} s, silent for ${host.silence} s of ${removeAfterSeconds} s`,
      );
    },
    /** One step for a host that is listed: is it overdue? */
    listed(host: SimulatedHost, isPaused: boolean, second: number): void {
      const { ephemeral, removeAfterSeconds, name } = host.plan;
      if (!ephemeral || isPaused || host.silence <= removeAfterSeconds) return;
      host.overdue += stepSeconds;
      if (host.overdue === keptSecondsMax + stepSeconds) keptTooLong.push(`${name} at ${second} s`);
    },
  };
}
