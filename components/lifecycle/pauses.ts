import { spanOfTime } from "../../server/duration.ts";
import type { PauseView } from "../../server/lifecycle/schema.ts";

const number = (value: number) => value.toLocaleString("en-US");

/** Whose removal a pause holds up, as in "of pool ci-workers". */
function whose({ pool, poolLabel }: PauseView): string {
  if (pool === null) return "of the fleet";
  return pool.startsWith("token:") ? `of token ${poolLabel}…` : `of pool ${poolLabel}`;
}

/** What made the Console stop removing sensors, in one sentence without its full stop. */
export function whatHappened(pause: PauseView, windowSeconds: number | undefined): string {
  const { cause, silent, size } = pause;
  switch (cause) {
    case "outage":
      return "the Console could not hear sensors for a while, so their silence says nothing yet";
    case "clock_jump":
      return "the database's clock was set back, so silence cannot be told yet";
    case "mass_silence": {
      const together = windowSeconds ? `within ${spanOfTime(windowSeconds)}` : "together";
      return `${number(silent)} of ${number(size)} sensors ${whose(pause)} went silent ${together}`;
    }
  }
}

/** The sentence for all pauses that stand now. */
export function pausedTitle(pauses: readonly PauseView[], windowSeconds: number | undefined) {
  const [only, ...others] = pauses;
  if (only && others.length === 0)
    return `Auto-removal is paused: ${whatHappened(only, windowSeconds)}.`;
  const pools = pauses.filter(({ pool }) => pool !== null).length;
  return pools === pauses.length
    ? `Auto-removal is paused for ${number(pools)} pools.`
    : "Auto-removal is paused for the whole fleet.";
}

/** Whether a pause stands over a pool. */
export function isPaused(pauses: readonly Pick<PauseView, "pool">[], pool: string): boolean {
  return pauses.some((pause) => pause.pool === null || pause.pool === pool);
}
