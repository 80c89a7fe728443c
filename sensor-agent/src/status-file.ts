import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

/** What `telovix-sensor status` shows of the running sensor. */
export const Status = z.object({
  pid: z.number(),
  sensorId: z.string(),
  name: z.string(),
  consoleUrl: z.string(),
  connected: z.boolean(),
  lastAckAt: z.string().nullable(),
  certificateNotAfter: z.string(),
  loader: z.object({ state: z.string(), restarts: z.number(), detail: z.string().optional() }),
  events: z.record(z.string(), z.number()),
});
export type Status = z.infer<typeof Status>;

export const runDir = "/run/telovix-sensor";
export const statusFile = `${runDir}/status.json`;
/** Who is about to stop the sensor leaves the reason here first: see leaving-note.ts. */
export const leavingFile = `${runDir}/leaving`;
/** Tells containers that are started again when their pod was: see first-start.ts. */
export const startedFile = `${runDir}/started`;

/**
 * The status of this process, kept in a file that only lives while it runs. A container may have no
 * place for it; the sensor does its work all the same.
 */
export interface RunStatus {
  update(changes: Partial<Status>): void;
  clear(): void;
}

export function makeRunStatus(file: string, first: Status): RunStatus {
  let status = first;
  const write = () => {
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
      writeFileSync(file, `${JSON.stringify(status)}\n`, { mode: 0o644 });
    } catch {
      // Nobody can ask for the status here.
    }
  };
  write();
  return {
    update(changes) {
      status = { ...status, ...changes };
      write();
    },
    clear() {
      try {
        rmSync(file, { force: true });
      } catch {
        // It was not ours to write.
      }
    },
  };
}

/** The running sensor's status; null when none runs. */
export function readStatus(file: string): Status | null {
  if (!existsSync(file)) return null;
  const status = Status.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  return status && existsSync(`/proc/${status.pid}`) ? status : null;
}
