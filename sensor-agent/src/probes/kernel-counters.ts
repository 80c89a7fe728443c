import type { KernelSummary } from "../protocol.ts";
import { eventKinds } from "../protocol.ts";
import { type EventCounts, type LoaderCounts, type LoaderLine, noEvents } from "./loader-line.ts";

type Program = KernelSummary["programs"][number];

/** What the loader has reported, as totals over all of its lives. */
export function makeKernelCounters() {
  const programs = new Map<string, Program>();
  let ended = { events: noEvents, lost: 0 };
  let current: LoaderCounts | null = null;
  let reported = { events: noEvents, lost: 0 };

  const totals = () => ({
    events: add(ended.events, current?.events ?? {}),
    lost: ended.lost + (current?.lost ?? 0),
  });

  return {
    take(line: LoaderLine): void {
      if (line.type === "counts") current = line;
      if (line.type === "program") {
        const { name, state, detail } = line;
        programs.set(name, {
          name: name.slice(0, 64),
          state,
          ...(detail ? { detail: detail.slice(0, 256) } : {}),
        });
      }
    },
    /** A loader that died takes its counters with it; what it had counted stays counted. */
    loaderEnded(): void {
      ended = totals();
      current = null;
      programs.clear();
    },
    /** CPU and memory of the loader, as it last said. */
    use: () => ({ cpuMs: current?.cpuMs ?? 0, rssBytes: current?.rssBytes ?? 0 }),
    totals: () => totals().events,
    programs: () => [...programs.values()],
    /** What happened since the summary before this one. */
    summary(): KernelSummary {
      const now = totals();
      const events = subtract(now.events, reported.events);
      const lost = Math.max(0, now.lost - reported.lost);
      reported = now;
      return { events, lost, programs: [...programs.values()].slice(0, 32) };
    },
  };
}

const combine = (a: EventCounts, b: Partial<EventCounts>, how: (x: number, y: number) => number) =>
  Object.fromEntries(eventKinds.map((kind) => [kind, how(a[kind], b[kind] ?? 0)])) as EventCounts;
const add = (a: EventCounts, b: Partial<EventCounts>) => combine(a, b, (x, y) => x + y);
const subtract = (a: EventCounts, b: EventCounts) => combine(a, b, (x, y) => Math.max(0, x - y));
