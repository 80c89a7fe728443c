"use client";
import { useTheme } from "next-themes";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { type Metric, type Series, shortNumber } from "./kernel-series.ts";

interface MetricChartProps {
  metric: Metric;
  series: Series;
  /** Span of the time axis, in Unix seconds, whether or not there are points. */
  from: number;
  to: number;
}

const height = 104;
/** Charts on one page share their cursor. */
const syncKey = "kernel";

/** One counter over time. Its newest and highest values are told in words as well. */
export function MetricChart({ metric, series, from, to }: MetricChartProps) {
  const { label, unit, isLoss = false } = metric;
  const box = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLSpanElement>(null);
  const { resolvedTheme } = useTheme();
  const values = series[1].filter((value) => value !== null);
  const latest = values.at(-1);
  const highest = Math.max(0, ...values);
  const latestText = latest === undefined ? "–" : shortNumber(latest);

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read from the theme's CSS
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const show = (chart: uPlot) => {
      const index = chart.cursor.idx;
      const rate = typeof index === "number" ? chart.data[1]?.[index] : undefined;
      if (readout.current)
        readout.current.textContent = typeof rate === "number" ? shortNumber(rate) : latestText;
    };
    const chart = new uPlot(
      options({ width: element.clientWidth, from, to, isLoss, show }),
      series,
      element,
    );
    const observer = new ResizeObserver(() =>
      chart.setSize({ width: element.clientWidth, height }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [series, from, to, isLoss, latestText, resolvedTheme]);

  return (
    <figure className="min-w-0 rounded-lg border px-3 pt-2.5 pb-1.5">
      <figcaption className="flex items-baseline justify-between gap-2">
        <span className="truncate text-ink-muted text-xs">{label}</span>
        <span className="whitespace-nowrap font-semibold">
          <span ref={readout}>{latestText}</span>
          <span className="font-normal text-ink-muted text-xs"> {unit}</span>
        </span>
      </figcaption>
      <div
        ref={box}
        role="img"
        aria-label={`${label}: latest ${latestText} ${unit}, highest ${shortNumber(highest)}`}
        style={{ height }}
      />
    </figure>
  );
}

interface ChartOptions {
  width: number;
  from: number;
  to: number;
  isLoss: boolean;
  show: (chart: uPlot) => void;
}

function options({ width, from, to, isLoss, show }: ChartOptions): uPlot.Options {
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
    cursor: { y: false, sync: { key: syncKey }, points: { size: 6 } },
    scales: {
      x: { range: [from, to] },
      y: { range: (_, __, highest) => [0, Math.max(1, highest * 1.1)] },
    },
    axes: [
      { ...axis, size: 22, space: 70, values: "{HH}:{mm}", grid: { show: false } },
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
