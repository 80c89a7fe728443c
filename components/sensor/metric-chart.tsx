"use client";
import { useTheme } from "next-themes";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { chartOptions, height } from "./chart-options.ts";
import { momentText } from "./local-time.ts";
import { type Metric, type Series, shortNumber } from "./metric-series.ts";

interface MetricChartProps {
  metric: Metric;
  series: Series;
  /** Span of the time axis, in Unix seconds, whether or not there are points. */
  from: number;
  to: number;
}

/** One metric over time. Its newest and highest values are told in words as well. */
export function MetricChart({ metric, series, from, to }: MetricChartProps) {
  const { label, unit, isLoss = false, atLeast = 1 } = metric;
  const box = useRef<HTMLDivElement>(null);
  const tip = useRef<HTMLDivElement>(null);
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
      const value = typeof index === "number" ? chart.data[1]?.[index] : undefined;
      const at = typeof index === "number" ? chart.data[0]?.[index] : undefined;
      const text = typeof value === "number" ? shortNumber(value) : null;
      if (readout.current) readout.current.textContent = text ?? latestText;
      if (tip.current) place(tip.current, chart, at !== undefined && text ? { at, text } : null);
    };
    const chart = new uPlot(
      chartOptions({ width: element.clientWidth, from, to, isLoss, atLeast, show }),
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
  }, [series, from, to, isLoss, atLeast, latestText, resolvedTheme]);

  return (
    <figure className="group/chart relative min-w-0 rounded-lg border px-3 pt-2.5 pb-1.5">
      <figcaption className="flex items-baseline justify-between gap-2">
        <span className="truncate text-ink-muted text-xs" title={label}>
          {label}
        </span>
        <span className="whitespace-nowrap font-semibold tabular-nums">
          <span ref={readout}>{latestText}</span>
          {unit && <span className="font-normal text-ink-muted text-xs"> {unit}</span>}
        </span>
      </figcaption>
      <div
        ref={box}
        role="img"
        aria-label={`${label}: latest ${latestText} ${unit}, highest ${shortNumber(highest)}`}
        style={{ height }}
      />
      <div
        ref={tip}
        aria-hidden
        className="pointer-events-none absolute top-8 z-10 whitespace-nowrap rounded-md border bg-raised px-2 py-1 text-xs shadow-floating not-group-hover/chart:hidden"
      />
    </figure>
  );
}

/** Beside the cursor, on the side with more room; the charts that only follow it stay without. */
function place(tip: HTMLElement, chart: uPlot, shown: { at: number; text: string } | null): void {
  tip.hidden = shown === null;
  if (!shown) return;
  tip.textContent = `${momentText(shown.at * 1000)} · ${shown.text}`;
  const left = chart.valToPos(shown.at, "x") + chart.over.offsetLeft;
  const isRight = left > chart.width / 2;
  tip.style.left = isRight ? "auto" : `${left + 20}px`;
  tip.style.right = isRight ? `${chart.width - left + 20}px` : "auto";
}
