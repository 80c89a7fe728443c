import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Clock } from "./clock.ts";
import { type LeaveReason, leaveReasons } from "./protocol.ts";

/** A sensor that was not ended so long after its note goes on: nobody ends it any more. */
const holdsMs = 120_000;

/**
 * The note that says that the running sensor is about to be stopped, and why. Written before the
 * goodbye by uninstall.sh, and by a pod's preStop hook.
 */
export interface LeavingNote {
  write(reason: LeaveReason): void;
  /** Whether the sensor is to stay away from the Console, so that its record stays departed. */
  isHeld(): boolean;
  reason(): LeaveReason | undefined;
  /** For a sensor that starts: whatever was said concerns the one before it. */
  clear(): void;
}

export function leavingNote(file: string, clock: Clock): LeavingNote {
  return {
    write(reason) {
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
        writeFileSync(file, `${reason}\n`);
      } catch {
        // Without a place for it the goodbye is said all the same.
      }
    },
    isHeld() {
      const stat = statSync(file, { throwIfNoEntry: false });
      return stat !== undefined && Math.abs(clock.nowMs() - stat.mtimeMs) < holdsMs;
    },
    reason() {
      try {
        const said = readFileSync(file, "utf8").trim();
        return leaveReasons.find((each) => each === said);
      } catch {
        return undefined;
      }
    },
    clear: () => rmSync(file, { force: true }),
  };
}
