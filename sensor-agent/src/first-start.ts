import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Clock } from "./clock.ts";

/**
 * When the first process with this file started: a container that is started again in its pod finds
 * the file, a new pod does not. Now, where there is no place for it.
 */
export function firstStartMs(file: string, clock: Clock): number {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
    writeFileSync(file, "", { flag: "a" });
    const { birthtimeMs, mtimeMs } = statSync(file);
    // Appending nothing leaves the times as they are; not every file system knows the first.
    return Math.min(birthtimeMs || mtimeMs, mtimeMs);
  } catch {
    return clock.nowMs();
  }
}
