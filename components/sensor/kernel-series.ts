import type { z } from "zod";
import type { MetricPoint } from "../../server/sensors/schema.ts";

type Point = z.infer<typeof MetricPoint>;

/** Times in Unix seconds and values, as the chart wants them; null is a gap in the line. */
export type Series = [at: number[], value: (number | null)[]];

/** One small chart: a counter of kernel events, or what the sensor itself uses. */
export interface Metric {
  readonly label: string;
  readonly unit: string;
  readonly read: (point: Point) => number;
  /** Anything above zero is trouble. */
  readonly isLoss?: true;
}

type Counter = "exec" | "exit" | "connect" | "accept" | "close" | "listen" | "lost";

const perSecond = (counter: Counter) => (point: Point) =>
  point.intervalMs > 0 ? point[counter] / (point.intervalMs / 1000) : 0;

/** In the order in which they are shown. */
export const metrics: readonly Metric[] = [
  { label: "Processes started (exec)", unit: "/s", read: perSecond("exec") },
  { label: "Processes ended (exit)", unit: "/s", read: perSecond("exit") },
  { label: "TCP opened (connect)", unit: "/s", read: perSecond("connect") },
  { label: "TCP accepted (accept)", unit: "/s", read: perSecond("accept") },
  { label: "TCP closed (close)", unit: "/s", read: perSecond("close") },
  { label: "Sockets opened (listen)", unit: "/s", read: perSecond("listen") },
  { label: "Records lost", unit: "/s", read: perSecond("lost"), isLoss: true },
  { label: "Sensor CPU", unit: "millicores", read: ({ cpuMillicores }) => cpuMillicores },
  { label: "Sensor memory", unit: "MiB", read: ({ rssBytes }) => rssBytes / 2 ** 20 },
];

/** A pause longer than this many usual steps is silence: a line over it would be an invention. */
const gapSteps = 2.5;

/** A metric's line; where the sensor was silent it is broken. */
export function metricSeries(points: readonly Point[], { read }: Metric): Series {
  const times = points.map(({ at }) => new Date(at).getTime() / 1000);
  const gapSeconds = gapSteps * usualStep(times);
  const at: number[] = [];
  const values: (number | null)[] = [];
  for (const [index, point] of points.entries()) {
    const time = times[index] ?? 0;
    const before = times[index - 1];
    if (before !== undefined && time - before > gapSeconds) {
      at.push((before + time) / 2);
      values.push(null);
    }
    at.push(time);
    values.push(read(point));
  }
  return [at, values];
}

/** The median distance between points. */
function usualStep(times: readonly number[]): number {
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 60;
}

/** "0", "0.4", "12", "1.2k": never wider than five characters. */
export function shortNumber(value: number): string {
  if (value >= 999_500) return `${(value / 1e6).toFixed(1)}M`;
  if (value >= 999.5) return `${(value / 1e3).toFixed(1)}k`;
  if (value >= 9.95) return value.toFixed(0);
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 0.095 ? 2 : 1);
}
