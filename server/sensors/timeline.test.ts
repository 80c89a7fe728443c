import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coarseTimeline } from "./coarse-timeline.ts";
import { sensorStatus } from "./status.ts";
import {
  listened,
  type Range,
  statusTimeline,
  type TimelineFacts,
  type TimelineStatus,
  unnoticedMs,
} from "./timeline.ts";
import { livesOf, mergeSigns } from "./timeline-facts.ts";

const threshold = { staleAfterSeconds: 90 };
const never = Number.NEGATIVE_INFINITY;
const minutes = (count: number) => count * 60_000;

function facts(changes: Partial<TimelineFacts>): TimelineFacts {
  const range = { from: 0, to: minutes(60) };
  return { ...range, heard: [], outages: [], lives: [], knownFrom: never, threshold, ...changes };
}
const told = (changes: Partial<TimelineFacts>) =>
  statusTimeline(facts(changes)).map(({ from, to, status }) => [from / 1000, to / 1000, status]);

describe("statusTimeline", () => {
  it("is healthy as long as signs follow each other", () => {
    const heard = [
      { from: minutes(-5), to: minutes(30) },
      { from: minutes(30) + unnoticedMs(threshold), to: minutes(60) },
    ];
    expect(told({ heard })).toEqual([[0, 3600, "healthy"]]);
  });

  it("goes through the statuses in a silence, at the thresholds", () => {
    const heard = [
      { from: 0, to: minutes(10) },
      { from: minutes(30), to: minutes(60) },
    ];
    expect(told({ heard })).toEqual([
      [0, 645, "healthy"],
      [645, 690, "degraded"],
      [690, 960, "stale"],
      [960, 1800, "offline"],
      [1800, 3600, "healthy"],
    ]);
  });

  it("does not count what the Console could not hear", () => {
    const heard = [
      { from: 0, to: minutes(10) },
      { from: minutes(40), to: minutes(41) },
    ];
    const outages = [{ from: minutes(10) + 20_000, to: minutes(40) - 20_000 }];
    expect(told({ heard, outages }).slice(0, 4)).toEqual([
      [0, 620, "healthy"],
      [620, 2380, "console_away"],
      [2380, 2505, "healthy"],
      [2505, 2550, "degraded"],
    ]);
  });

  it("tells apart what came before, what is gone, and what is not known any more", () => {
    const heard = [{ from: minutes(20), to: minutes(40) }];
    const lives = [
      { from: never, to: minutes(20), status: "not_enrolled" as const },
      { from: minutes(40), to: minutes(99), status: "departed" as const },
    ];
    expect(told({ heard, lives, knownFrom: minutes(25) })).toEqual([
      [0, 1200, "not_enrolled"],
      [1200, 1500, "unknown"],
      [1500, 2400, "healthy"],
      [2400, 3600, "departed"],
    ]);
  });

  it("knows nothing of a sensor without a sign", () => {
    expect(told({})).toEqual([[0, 3600, "unknown"]]);
  });
});

/** The same, asked for one moment. */
function statusAt(at: number, given: TimelineFacts): TimelineStatus {
  const isIn = (range: Range) => range.from <= at && at < range.to;
  const life = given.lives.find(isIn);
  if (life) return life.status;
  if (at < given.knownFrom) return "unknown";
  if (given.outages.some(isIn)) return "console_away";
  const last = given.heard.findLast(({ from }) => from <= at);
  const next = given.heard.find(({ from }) => from > at);
  if (!last) return "unknown";
  if (at < last.to) return "healthy";
  const gap = { from: last.to, to: next?.from ?? at };
  if (next && listened(gap, given.outages) <= unnoticedMs(given.threshold)) return "healthy";
  const silence = listened({ from: last.to, to: at }, given.outages);
  return sensorStatus(new Date(0), new Date(silence), given.threshold);
}

/** Ranges in the order of time that do not touch. */
const ranges = (max: number) =>
  fc
    .array(fc.integer({ min: -600_000, max: 4_200_000 }), { maxLength: max * 2 })
    .map((edges) => [...new Set(edges)].sort((a, b) => a - b))
    .map((edges) =>
      edges.flatMap((from, index) => {
        const to = edges[index + 1];
        return index % 2 === 0 && to !== undefined ? [{ from, to }] : [];
      }),
    );
const anyFacts = fc.record({
  from: fc.constant(0),
  to: fc.constant(minutes(60)),
  heard: ranges(8),
  outages: ranges(4),
  lives: ranges(2).map((some) => some.map((each) => ({ ...each, status: "departed" as const }))),
  knownFrom: fc.integer({ min: -minutes(10), max: minutes(50) }),
  threshold: fc.record({ staleAfterSeconds: fc.integer({ min: 5, max: 300 }) }),
});

describe("any timeline", () => {
  it("covers its time with spans that touch, no two neighbors alike", () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const spans = statusTimeline(given);
        expect(spans[0]?.from).toBe(given.from);
        expect(spans.at(-1)?.to).toBe(given.to);
        for (const [index, span] of spans.entries()) {
          const next = spans[index + 1];
          expect(span.to).toBeGreaterThan(span.from);
          if (next) expect([next.from, next.status === span.status]).toEqual([span.to, false]);
        }
      }),
    );
  });

  it("says at each moment what is said when only that moment is asked for", () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 0, max: minutes(60) - 1 }), (given, at) => {
        const span = statusTimeline(given).find(({ from, to }) => from <= at && at < to);
        // A status lasts to its limit inclusive, a span up to its end exclusive: one ms apart.
        const expected = [statusAt(at, given), statusAt(at - 1, given)];
        expect(expected).toContain(span?.status);
      }),
      { numRuns: 1000 },
    );
  });

  it("can be told in slots, each with the worst in it", () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 1, max: 12 }), (given, slots) => {
        const spans = statusTimeline(given);
        const told = coarseTimeline(spans, given, slots);
        expect(told.length).toBeLessThanOrEqual(slots);
        expect([told[0]?.from, told.at(-1)?.to]).toEqual([given.from, given.to]);
        expect(told.slice(1).map(({ from }) => from)).toEqual(told.slice(0, -1).map((s) => s.to));
        const isOffline = (some: typeof spans) => some.some((each) => each.status === "offline");
        expect(isOffline(told)).toBe(isOffline(spans));
      }),
    );
  });
});

describe("signs and lives", () => {
  it("merges signs that touch, in whatever order they come", () => {
    const signs = [
      { from: 5, to: 9 },
      { from: 1, to: 3 },
      { from: 3, to: 4 },
      { from: 7, to: 7 },
    ];
    expect(mergeSigns(signs)).toEqual([
      { from: 1, to: 4 },
      { from: 5, to: 9 },
    ]);
  });

  const at = (kind: "enrolled" | "revived" | "departed", moment: number) => ({ at: moment, kind });
  const later = Number.POSITIVE_INFINITY;
  const ahead = (to: number, status = "not_enrolled") => ({ from: never, to, status });
  const gone = (from: number, to: number) => ({ from, to, status: "departed" });
  const enrolled = { enrolledAt: 10, departedAt: null, firstSignAt: 10 };
  it.each([
    ["no event", [], enrolled, [ahead(10)]],
    ["enrolled", [at("enrolled", 10)], enrolled, [ahead(10)]],
    [
      "heard before it enrolled anew",
      [at("enrolled", 10)],
      { ...enrolled, firstSignAt: 4 },
      [ahead(4)],
    ],
    [
      "left and came back",
      [at("enrolled", 10), at("departed", 20), at("revived", 30)],
      enrolled,
      [ahead(10), gone(20, 30)],
    ],
    [
      "left",
      [at("enrolled", 10), at("departed", 20)],
      { ...enrolled, departedAt: 20 },
      [ahead(10), gone(20, later)],
    ],
    ["its events forgotten", [], { ...enrolled, departedAt: 20 }, [ahead(10), gone(20, later)]],
    [
      "came back from what is forgotten",
      [at("revived", 30)],
      { ...enrolled, firstSignAt: 30 },
      [ahead(30, "departed")],
    ],
    [
      "revived, and the events say gone",
      [at("enrolled", 10), at("departed", 20)],
      enrolled,
      [ahead(10)],
    ],
  ])("%s", (_, events, record, lives) => {
    expect(livesOf(events, record)).toEqual(lives);
  });
});
