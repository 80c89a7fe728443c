import type { ActivityRow, RollUp } from "../../server/activity/schema.ts";

export type Single = Exclude<ActivityRow, { type: "rollup" }>;

/** All roll-ups of one hour. */
export interface Hour {
  readonly type: "hour";
  /** Begin of the hour. */
  readonly at: string;
  /** Busiest pool first. */
  readonly pools: readonly RollUp[];
}

export type Entry = Single | Hour;

export interface Day {
  /** Local calendar day, as in 2026-06-01. */
  readonly day: string;
  readonly entries: readonly Entry[];
}

/** Rows of the feed, newest first, by the reader's own days, with one entry for an hour's roll-ups. */
export function toDays(rows: readonly ActivityRow[], dayOf: (at: Date) => string): Day[] {
  const entries = Map.groupBy(toEntries(rows), ({ at }) => dayOf(new Date(at)));
  return [...entries].map(([day, list]) => ({ day, entries: list }));
}

function toEntries(rows: readonly ActivityRow[]): Entry[] {
  const hours = Map.groupBy(
    rows.filter((row) => row.type === "rollup"),
    ({ at }) => at,
  );
  return rows.flatMap((row): Entry[] => {
    if (row.type !== "rollup") return [row];
    const pools = hours.get(row.at) ?? [];
    if (pools[0] !== row) return [];
    return [{ type: "hour", at: row.at, pools: [...pools].sort((a, b) => size(b) - size(a)) }];
  });
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** Sensors that came and went in some roll-ups. */
export interface Traffic {
  readonly joined: number;
  readonly left: number;
  readonly announced: number;
  /** Of those that left, by reason, the most frequent first. */
  readonly reasons: readonly (readonly [reason: string, count: number])[];
}

export function traffic(rollUps: readonly RollUp[]): Traffic {
  const reasons = new Map<string, number>();
  for (const { departed } of rollUps) {
    for (const [reason, count] of Object.entries(departed)) {
      reasons.set(reason, (reasons.get(reason) ?? 0) + count);
    }
  }
  return {
    joined: sum(rollUps.map(({ enrolled, revived }) => enrolled + revived)),
    left: sum([...reasons.values()]),
    announced: sum(rollUps.map(({ terminating }) => terminating)),
    reasons: [...reasons].sort(([, a], [, b]) => b - a),
  };
}

function size(rollUp: RollUp): number {
  const { joined, left, announced } = traffic([rollUp]);
  return joined + left + announced;
}

/** The reader's own calendar day. */
export function localDay(at: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
