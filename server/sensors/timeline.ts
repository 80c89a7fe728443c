import { limits, type Status, statuses, type Threshold } from "./status.ts";

/**
 * What a sensor was at a time: one of the four statuses; `departed` or not enrolled yet;
 * `console_away`, when no gateway could have heard it; `unknown`, what retention has removed.
 */
export const timelineStatuses = [
  ...statuses,
  "departed",
  "not_enrolled",
  "console_away",
  "unknown",
] as const;
export type TimelineStatus = (typeof timelineStatuses)[number];

/** Unix ms; `from` inclusive, `to` exclusive. */
export interface Range {
  readonly from: number;
  readonly to: number;
}
export interface Span extends Range {
  readonly status: TimelineStatus;
}

export interface Life extends Range {
  readonly status: "departed" | "not_enrolled";
}

/** All that a timeline is made of; every list in the order of time, without overlaps. */
export interface TimelineFacts extends Range {
  /** Times in which the sensor was heard without a pause, from the first to the last sign. */
  readonly heard: readonly Range[];
  /** Times in which no gateway listened. */
  readonly outages: readonly Range[];
  /** Times in which there was no sensor to be heard. */
  readonly lives: readonly Life[];
  /** Before this, retention has removed what was heard. */
  readonly knownFrom: number;
  readonly threshold: Threshold;
}

/** Signs that are kept are about a minute apart, so silence shows once it is longer than that too. */
export const signMs = 60_000;

/** Silence of no more than this, on the listening clock, may have had heartbeats all the way. */
export const unnoticedMs = (threshold: Threshold): number => signMs + limits(threshold).healthy;

/**
 * The statuses of a sensor from `from` to `to`, by the rule that lists use: silence on the listening
 * clock. The spans touch each other and cover the whole time.
 */
export function statusTimeline(facts: TimelineFacts): Span[] {
  const { from, to, outages, lives, knownFrom } = facts;
  if (to <= from) return [];
  const unknown = { from: Math.min(from, knownFrom), to: knownFrom, status: "unknown" as const };
  const away = outages.map((range) => ({ ...range, status: "console_away" as const }));
  const layers = [away, [unknown], lives];
  const bySilence = clip(silences(facts), { from, to });
  return join(layers.reduce<Span[]>(cover, bySilence));
}

/** What silence alone says; before the first sign nothing is known. */
function silences({ from, to, heard, outages, threshold }: TimelineFacts): Span[] {
  const first = heard[0]?.from ?? to;
  const spans: Span[] = [{ from: Math.min(from, first), to: first, status: "unknown" }];
  for (const [index, range] of heard.entries()) {
    const next = heard[index + 1]?.from ?? Math.max(to, range.to);
    spans.push({ ...range, status: "healthy" });
    const gap = { from: range.to, to: next };
    const isSilence = index === heard.length - 1 || listened(gap, outages) > unnoticedMs(threshold);
    if (isSilence) spans.push(...silence(gap, outages, threshold));
    else spans.push({ ...gap, status: "healthy" });
  }
  return spans;
}

/** One silence, from status to status. */
function silence(gap: Range, outages: readonly Range[], threshold: Threshold): Span[] {
  const limit = limits(threshold);
  let from = gap.from;
  return statuses.map((status: Status) => {
    const until = Math.min(gap.to, momentAfter(gap.from, limit[status], outages));
    const span = { from, to: Math.max(from, until), status };
    from = span.to;
    return span;
  });
}

/** How much of a time gateways listened. */
export function listened({ from, to }: Range, outages: readonly Range[]): number {
  const deaf = outages.map((each) => Math.min(to, each.to) - Math.max(from, each.from));
  return deaf.reduce((ms, each) => ms - Math.max(0, each), to - from);
}

/** When gateways had listened for so long after `from`. */
function momentAfter(from: number, ms: number, outages: readonly Range[]): number {
  let moment = from + ms;
  for (const outage of outages) {
    if (outage.to <= from) continue;
    if (outage.from >= moment) break;
    moment += outage.to - Math.max(from, outage.from);
  }
  return moment;
}

/** Lays the spans of a layer over those below. */
function cover(below: readonly Span[], layer: readonly Span[]): Span[] {
  return layer.reduce<Span[]>((spans, top) => spans.flatMap((span) => cut(span, top)), [...below]);
}

function cut(span: Span, top: Span): Span[] {
  const hidden = { from: Math.max(span.from, top.from), to: Math.min(span.to, top.to) };
  if (hidden.to <= hidden.from) return [span];
  const parts: Span[] = [
    { ...span, to: hidden.from },
    { ...hidden, status: top.status },
    { ...span, from: hidden.to },
  ];
  return parts.filter((each) => each.to > each.from);
}

function clip(spans: readonly Span[], { from, to }: Range): Span[] {
  return spans
    .map((span) => ({ ...span, from: Math.max(from, span.from), to: Math.min(to, span.to) }))
    .filter((span) => span.to > span.from);
}

/** Neighbors of one status are one span. */
function join(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last?.status === span.status) joined[joined.length - 1] = { ...last, to: span.to };
    else joined.push(span);
  }
  return joined;
}
