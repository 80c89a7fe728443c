import type uPlot from "uplot";
import { tickTexts } from "./local-time.ts";
import { shortNumber } from "./metric-series.ts";

export const height = 104;
/** Charts on one page share their cursor. */
const syncKey = "sensor";

interface ChartOptions {
  width: number;
  /** Unix seconds. */
  from: number;
  to: number;
  isLoss: boolean;
  atLeast: number;
  /** Called when the cursor moves or leaves. */
  show: (chart: uPlot) => void;
}

/** How every metric of a sensor is drawn, in the colors of the theme that shows now. */
export function chartOptions(wanted: ChartOptions): uPlot.Options {
  const { width, from, to, isLoss, atLeast, show } = wanted;
  const color = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name);
  const stroke = color(isLoss ? "--danger" : "--series-1");
  const axis = {
    stroke: color("--ink-muted"),
    font: "11px Inter Variable, sans-serif",
    ticks: { show: false },
    grid: { stroke: color("--line"), width: 1 },
  };
  return {
    width,
    height,
    padding: [8, 4, 0, 0],
    legend: { show: false },
    cursor: { y: false, sync: { key: syncKey }, points: { size: 6 }, drag: { x: false, y: false } },
    scales: {
      x: { range: [from, to] },
      y: { range: (_, __, highest) => [0, Math.max(atLeast, highest * 1.1)] },
    },
    axes: [
      {
        ...axis,
        size: 22,
        space: 70,
        values: (_, ticks) => tickTexts(ticks, to - from),
        grid: { show: false },
      },
      { ...axis, size: 38, space: 34, values: (_, ticks) => ticks.map(shortNumber) },
    ],
    series: [
      {},
      {
        stroke,
        width: 1.5,
        fill: `color-mix(in oklab, ${stroke} 14%, transparent)`,
        points: { show: false },
      },
    ],
    hooks: { setCursor: [show] },
  };
}
