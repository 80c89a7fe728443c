import { expect, test } from "vitest";
import {
  hostMetrics,
  kernelMetrics,
  type Metric,
  metricSeries,
  shortNumber,
} from "./metric-series.ts";

const start = Date.parse("2026-11-21T12:00:00Z");
const point = (minute: number, exec: number) => ({
  at: new Date(start + minute * 60_000).toISOString(),
  intervalMs: 60_000,
  elapsedMs: 60_000,
  heartbeats: 4,
  exec,
  exit: 0,
  connect: 0,
  accept: 0,
  close: 0,
  listen: 0,
  lost: 0,
  cpuMillicores: 0,
  rssBytes: 0,
  load1: 0,
  memoryAvailableBytes: 2 ** 30,
});

const exec = kernelMetrics[1] as Metric;

test("turns counts of an interval into a rate a second", () => {
  expect(metricSeries([point(0, 60), point(1, 120)], exec)[1]).toEqual([1, 2]);
});

test("breaks the line where the sensor was silent", () => {
  const series = metricSeries([point(0, 6), point(1, 6), point(2, 6), point(30, 6)], exec);
  expect(series[1]).toEqual([0.1, 0.1, 0.1, null, 0.1]);
});

test("keeps the line over one late point", () => {
  expect(metricSeries([point(0, 6), point(1, 6), point(3, 6)], exec)[1]).not.toContain(null);
});

test("counts heartbeats by the time that passed, silence included", () => {
  const [heartbeats] = kernelMetrics;
  expect(heartbeats?.read({ ...point(0, 0), elapsedMs: 120_000 })).toBe(2);
  expect(heartbeats?.read({ ...point(0, 0), heartbeats: null })).toBeNull();
});

test.each([
  [2 ** 32, 75],
  [null, 1],
])("of %d bytes of host memory, one free GiB reads %d", (memoryBytes, value) => {
  const memory = hostMetrics({ cpus: 2, memoryBytes }).at(-1);
  expect(memory?.read(point(0, 0))).toBe(value);
});

test("draws nothing from nothing", () => {
  expect(metricSeries([], exec)).toEqual([[], []]);
});

test.each([
  [0, "0"],
  [0.02, "0.02"],
  [0.4, "0.4"],
  [5, "5"],
  [9.94, "9.9"],
  [9.96, "10"],
  [999.4, "999"],
  [999.6, "1.0k"],
  [2_500_000, "2.5M"],
])("%d reads %s", (rate, text) => {
  expect(shortNumber(rate)).toBe(text);
});
