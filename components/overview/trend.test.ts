import { expect, test } from "vitest";
import { changeWords, sparkPath, sparkPoints } from "./trend.ts";

const from = "2026-06-01T12:00:00.000Z";
const trend = {
  from,
  to: "2026-06-02T12:00:00.000Z",
  stepSeconds: 300,
  points: [0, 12, 18].map((hours) => ({
    at: new Date(Date.parse(from) + hours * 3_600_000).toISOString(),
    ...{ healthy: 90 + hours, degraded: 0, stale: 1, offline: 2 },
  })),
};

test("lays one status, or all of them, out over the time", () => {
  expect(sparkPoints(trend, "offline").map(({ x }) => x)).toEqual([0, 0.5, 0.75]);
  expect(sparkPoints(trend, "all").map(({ value }) => value)).toEqual([93, 105, 111]);
});

test.each([
  [[{ x: 0, value: 10 }], 1322, "+1,312 in 24 h"],
  [[{ x: 0.05, value: 10.4 }], 7, "−3 in 24 h"],
  [[{ x: 0, value: 10 }], 10, "no change in 24 h"],
  [[{ x: 0.6, value: 10 }], 12, null],
  [[], 12, null],
])("%j, now %d: %s", (points, now, words) => {
  expect(changeWords(points, now, "24 h")).toBe(words);
});

const box = { width: 100, height: 20 };
const line = (...values: number[]) =>
  sparkPath(
    values.map((value, index) => ({ x: index / (values.length - 1), value })),
    box,
  );

test("draws from the lowest to the highest value, and small changes small", () => {
  expect(line(0, 10, 5)).toBe("M0 20L50 0L100 10");
  expect(line(7, 7)).toBe("M0 10L100 10");
  expect(line(1000, 1010)).toBe("M0 11L100 9");
});

test("breaks the line where samples are missing", () => {
  const points = [0, 0.1, 0.2, 0.9, 1].map((x) => ({ x, value: 1 }));
  expect(sparkPath(points, box).match(/M/g)).toHaveLength(2);
});
