import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Clock } from "../clock.ts";
import { backoffMs } from "../link/backoff.ts";
import type { Log } from "../log.ts";
import { notStarted } from "../progress.ts";
import type { Heartbeat } from "../protocol.ts";
import type { makeKernelCounters } from "./kernel-counters.ts";
import { makeLineReader } from "./line-reader.ts";
import { parseLoaderLine } from "./loader-line.ts";

/** A loader that ran this long starts again at once when it dies. */
const steadyMs = 60_000;
/** Sampled events per second and kind that reach JavaScript. */
const samplesPerSecond = 10;

export type LoaderState = Heartbeat["loader"];

/** Runs telovix-loader, and again when it dies; the sensor reports either way. */
export function makeLoader(deps: {
  folder: string | null;
  pinDir: string;
  counters: ReturnType<typeof makeKernelCounters>;
  clock: Clock;
  log: Log;
}) {
  const { folder, counters, clock, log } = deps;
  let state: LoaderState = { state: "unavailable", restarts: 0, detail: notStarted };
  let malformed = 0;

  function start(dir: string): ChildProcess {
    const child = spawn(
      join(dir, "telovix-loader"),
      ["--objects", dir, "--pin", deps.pinDir, "--sample", String(samplesPerSecond)],
      { stdio: ["pipe", "pipe", "pipe"] },
    );
    const read = makeLineReader(take, () => (malformed += 1));
    child.stdout?.on("data", read);
    child.stderr?.on("data", (text: Buffer) =>
      log.info(`loader: ${text.toString().trim().slice(0, 1000)}`),
    );
    child.stdin?.on("error", () => undefined);
    return child;
  }

  function take(line: string): void {
    const parsed = parseLoaderLine(line);
    if (!parsed) {
      malformed += 1;
      log.warn(
        `loader line ${malformed} that is not of the format: ${JSON.stringify(line.slice(0, 120))}`,
      );
    } else {
      if (parsed.type === "hello") state = { state: "running", restarts: state.restarts };
      counters.take(parsed);
    }
  }

  async function runOnce(dir: string, signal: AbortSignal): Promise<string> {
    const child = start(dir);
    const end = () => child.kill("SIGTERM");
    signal.addEventListener("abort", end, { once: true });
    try {
      const [code, name] = (await once(child, "exit")) as [number | null, string | null];
      return `ended with ${name ?? `status ${code}`}`;
    } catch (error) {
      return (error as Error).message;
    } finally {
      signal.removeEventListener("abort", end);
      counters.loaderEnded();
    }
  }

  return {
    state: () => state,
    async run(signal: AbortSignal): Promise<void> {
      if (!folder) {
        state = { state: "unavailable", restarts: 0, detail: "no loader here, or no place for it" };
        return;
      }
      for (let attempt = 1; !signal.aborted; attempt++) {
        const startedMs = clock.nowMs();
        const detail = (await runOnce(folder, signal)).slice(0, 256);
        if (signal.aborted) return;
        if (clock.nowMs() - startedMs > steadyMs) attempt = 1;
        state = { state: "restarting", restarts: state.restarts + 1, detail };
        log.warn(`telovix-loader ${detail}; starting it again`);
        await clock.sleep(backoffMs(attempt, Math.random()), signal);
      }
    },
  };
}
