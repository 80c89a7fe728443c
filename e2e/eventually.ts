import { setTimeout as sleep } from "node:timers/promises";

/**
 * Repeats a check until it answers something other than undefined, null or false.
 * @throws after `withinMs`, with what was waited for and the last error.
 */
export async function eventually<T>(
  what: string,
  withinMs: number,
  check: () => Promise<T> | T,
  everyMs = 250,
): Promise<NonNullable<T>> {
  const until = performance.now() + withinMs;
  let last: unknown;
  while (performance.now() < until) {
    try {
      const value = await check();
      if (value) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    await sleep(everyMs);
  }
  const detail = last instanceof Error ? last.message : JSON.stringify(last);
  throw new Error(`Within ${withinMs} ms not seen: ${what}. Last: ${detail}`);
}
