import type { SensorHistory } from "../../server/sensors/history-schema.ts";

type Point = SensorHistory["points"][number];

/** Times in Unix seconds and values, as the chart wants them; null is a gap in the line. */
export type Series = [at: number[], value: (number | null)[]];

/** One small chart: something counted, or what host and sensor use. */
export interface Metric {
  readonly label: string;
  readonly unit: string;
  /** Null: the point does not tell. */
  readonly read: (point: Point) => number | null;
  /** Anything above zero is trouble: shown only then, and in red. */
  readonly isLoss?: true;
  /** The scale reaches at least this far. */
  readonly atLeast?: number;
}

type Counter = "exec" | "exit" | "connect" | "accept" | "close" | "listen" | "lost";

const perSecond = (counter: Counter) => (point: Point) =>
  point.intervalMs > 0 ? point[counter] / (point.intervalMs / 1000) : 0;

const heartbeatsPerMinute = ({ heartbeats, elapsedMs }: Point) =>
  heartbeats === null || elapsedMs <= 0 ? null : heartbeats / (elapsedMs / 60_000);

/** In the order in which they are shown. */
export const kernelMetrics: readonly Metric[] = [
  { label: "Heartbeats heard", unit: "/min", read: heartbeatsPerMinute, atLeast: 5 },
  { label: "Processes started (exec)", unit: "/s", read: perSecond("exec") },
  { label: "Processes ended (exit)", unit: "/s", read: perSecond("exit") },
  { label: "TCP opened (connect)", unit: "/s", read: perSecond("connect") },
  { label: "TCP accepted (accept)", unit: "/s", read: perSecond("accept") },
  { label: "TCP closed (close)", unit: "/s", read: perSecond("close") },
  { label: "Sockets opened (listen)", unit: "/s", read: perSecond("listen") },
  { label: "Records lost", unit: "/s", read: perSecond("lost"), isLoss: true },
];

/** What the host has, as far as the sensor told when it enrolled. */
export interface HostSize {
  readonly cpus: number | null;
  readonly memoryBytes: number | null;
}

/** Use of sensor and host; of the host in parts of what it has, where that is known. */
export function hostMetrics({ cpus, memoryBytes }: HostSize): readonly Metric[] {
  return [
    { label: "Sensor CPU", unit: "millicores", read: ({ cpuMillicores }) => cpuMillicores },
    { label: "Sensor memory", unit: "MiB", read: ({ rssBytes }) => rssBytes / 2 ** 20 },
    {
      label: cpus ? `Host load, ${cpus} ${cpus === 1 ? "CPU" : "CPUs"}` : "Host load",
      unit: "",
      read: ({ load1 }) => load1,
      ...(cpus && { atLeast: cpus }),
    },
    memoryBytes
      ? {
          label: "Host memory used",
          unit: "%",
          read: ({ memoryAvailableBytes: free }) =>
            Math.max(0, Math.min(100, (1 - free / memoryBytes) * 100)),
          atLeast: 100,
        }
      : {
          label: "Host memory available",
          unit: "GiB",
          read: ({ memoryAvailableBytes: free }) => free / 2 ** 30,
        },
  ];
}

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
