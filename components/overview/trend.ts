import type { FleetTrend } from "../../server/overview/schema.ts";
import type { Status } from "../../server/sensors/status.ts";

/** A point of a small line: `x` from 0, the begin of the time, to 1, now. */
export interface SparkPoint {
  readonly x: number;
  readonly value: number;
}

/** How one status, or all of them together, went. */
export function sparkPoints(trend: FleetTrend, status: Status | "all"): SparkPoint[] {
  const from = Date.parse(trend.from);
  const length = Date.parse(trend.to) - from;
  return trend.points.map((point) => ({
    x: (Date.parse(point.at) - from) / length,
    value:
      status === "all"
        ? point.healthy + point.degraded + point.stale + point.offline
        : point[status],
  }));
}

/** A first point later than this in the time says nothing about its begin. */
const lateShare = 0.1;

/** "+12 in 24 h", "no change in 24 h"; null: it is not known how many there were then. */
export function changeWords(
  points: readonly SparkPoint[],
  now: number,
  word: string,
): string | null {
  const first = points[0];
  if (!first || first.x > lateShare) return null;
  const change = now - Math.round(first.value);
  if (change === 0) return `no change in ${word}`;
  return `${change > 0 ? "+" : "−"}${Math.abs(change).toLocaleString("en-US")} in ${word}`;
}

/** Less than this share of the highest value is a small change, and is drawn as one. */
const smallShare = 0.1;

/**
 * The line as an SVG path in a box of `width` by `height`, from its lowest to its highest value; one
 * that changes little stays near the middle. Broken where points are further apart than others.
 */
export function sparkPath(
  points: readonly SparkPoint[],
  { width, height }: { width: number; height: number },
): string {
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const range = Math.max(high - low, high * smallShare, 1);
  const middle = (low + high) / 2;
  const y = (value: number) => height * (0.5 - (value - middle) / range);
  const gap = gapOf(points);
  return points
    .map(({ x, value }, index) => {
      const before = points[index - 1];
      const starts = !before || x - before.x > gap;
      return `${starts ? "M" : "L"}${round(x * width)} ${round(y(value))}`;
    })
    .join("");
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Three usual distances: the Console was away for longer than a sample or two. */
function gapOf(points: readonly SparkPoint[]): number {
  const steps = points.slice(1).map(({ x }, index) => x - (points[index]?.x ?? x));
  return 3 * (steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 1);
}
