import type { z } from "zod";
import type { MetricPoint } from "../../server/sensors/schema.ts";

type Point = z.infer<typeof MetricPoint>;

/** The kernel counters in the order they are shown. */
export const counters = ["exec", "exit", "connect", "accept", "close", "listen", "lost"] as const;
export type Counter = (typeof counters)[number];

/** Times in Unix seconds and rates a second, as the chart wants them; null is a gap in the line. */
export type Series = [at: number[], rate: (number | null)[]];

/** A pause longer than this many usual steps is silence: a line over it would be an invention. */
const gapSteps = 2.5;

/** Counts of intervals become rates; where the sensor was silent the line is broken. */
export function rateSeries(points: readonly Point[], counter: Counter): Series {
  const times = points.map(({ at }) => new Date(at).getTime() / 1000);
  const gapSeconds = gapSteps * usualStep(times);
  const at: number[] = [];
  const rate: (number | null)[] = [];
  for (const [index, point] of points.entries()) {
    const time = times[index] ?? 0;
    const before = times[index - 1];
    if (before !== undefined && time - before > gapSeconds) {
      at.push((before + time) / 2);
      rate.push(null);
    }
    at.push(time);
    rate.push(point.intervalMs > 0 ? point[counter] / (point.intervalMs / 1000) : 0);
  }
  return [at, rate];
}

/** The median distance between points. */
function usualStep(times: readonly number[]): number {
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 60;
}

/** "0", "0.4", "12", "1.2k": never wider than five characters. */
export function shortRate(rate: number): string {
  if (rate >= 999_500) return `${(rate / 1e6).toFixed(1)}M`;
  if (rate >= 999.5) return `${(rate / 1e3).toFixed(1)}k`;
  if (rate >= 9.95) return rate.toFixed(0);
  return rate === 0 ? "0" : rate.toFixed(rate < 0.095 ? 2 : 1);
}
