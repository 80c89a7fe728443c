import { mkdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Clock } from "./clock.ts";

/** Times of files may be ahead of the clock by a tick of the kernel. */
const coarseMs = 1_000;

/**
 * When the first process with this file started: a container that is started again in its pod finds
 * the file, a new pod does not. Now, where there is no place for it.
 */
export function firstStartMs(file: string, clock: Clock): number {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
    writeFileSync(file, "", { flag: "a" });
    const { birthtimeMs, mtimeMs } = statSync(file);
    const nowMs = clock.nowMs();
    // The clock was set back: this is the first start that it knows of.
    if (mtimeMs > nowMs + coarseMs) utimesSync(file, nowMs / 1000, nowMs / 1000);
    // Appending nothing leaves the times as they are; not every file system knows the first.
    return Math.min(birthtimeMs || mtimeMs, mtimeMs, nowMs);
  } catch {
    return clock.nowMs();
  }
}
