"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";

const ranges = ["1h", "6h", "24h", "7d", "30d"] as const;
export type HistoryRange = (typeof ranges)[number];

/** In the order in which they are offered. */
export const rangeChoices: readonly (readonly [HistoryRange, string])[] = [
  ["1h", "1 h"],
  ["6h", "6 h"],
  ["24h", "24 h"],
  ["7d", "7 d"],
  ["30d", "30 d"],
];

/** As the server is asked, and how often: a longer time changes less between two looks. */
const lengths: Record<HistoryRange, { hours: number; everyMs: number }> = {
  "1h": { hours: 1, everyMs: 15_000 },
  "6h": { hours: 6, everyMs: 30_000 },
  "24h": { hours: 24, everyMs: 60_000 },
  "7d": { hours: 168, everyMs: 300_000 },
  "30d": { hours: 720, everyMs: 600_000 },
};

/** The time that timeline and charts of a sensor show; the address is its only store. */
export function useHistoryRange() {
  const [range, setRange] = useQueryState(
    "range",
    parseAsStringLiteral(ranges).withDefault("1h").withOptions({ clearOnDefault: true }),
  );
  const word = rangeChoices.find(([each]) => each === range)?.[1] ?? range;
  return { range, setRange, word, ...lengths[range] };
}
