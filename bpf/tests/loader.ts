import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type LoaderLine, parseLoaderLine } from "../../sensor-agent/src/probes/loader-line.ts";
import type { EventKind } from "../../sensor-agent/src/protocol.ts";

const arch = process.arch === "arm64" ? "arm64" : "amd64";
export const objects = join(import.meta.dirname, "../../build/bpf", arch);
export const pins = `/sys/fs/bpf/telovix-test-${process.pid}`;

type EventLine = Extract<LoaderLine, { type: "event" }>;

/** The real loader on the real kernel, with every line that it wrote. */
export interface RunningLoader {
  readonly child: ChildProcessWithoutNullStreams;
  readonly lines: LoaderLine[];
  /** Lines that the sensor would not understand. */
  readonly strange: string[];
  events(): Extract<LoaderLine, { type: "counts" }>["events"] | undefined;
  lost(): number;
  sampled(kind?: EventKind): EventLine[];
  /** State by name of program. */
  programs(): Record<string, string>;
  end(signal: NodeJS.Signals | "eof"): Promise<number | null>;
}

export function startLoader(...options: string[]): RunningLoader {
  const args = ["--objects", objects, "--pin", pins, "--interval-ms", "100", ...options];
  const child = spawn(join(objects, "telovix-loader"), args);
  child.stderr.resume();
  const lines: LoaderLine[] = [];
  const strange: string[] = [];
  createInterface({ input: child.stdout }).on("line", (text) => {
    const line = parseLoaderLine(text);
    if (line) lines.push(line);
    else strange.push(text);
  });
  const exit = once(child, "close");
  const last = () => lines.findLast((line) => line.type === "counts");
  return {
    child,
    lines,
    strange,
    events: () => last()?.events,
    lost: () => last()?.lost ?? 0,
    sampled: (kind) =>
      lines.filter((line) => line.type === "event").filter((line) => !kind || line.kind === kind),
    programs: () =>
      Object.fromEntries(
        lines.filter((line) => line.type === "program").map(({ name, state }) => [name, state]),
      ),
    async end(signal) {
      if (signal === "eof") child.stdin.end();
      else child.kill(signal);
      const [code] = (await exit) as [number | null];
      return code;
    },
  };
}
