import type { Life, Range } from "./timeline.ts";

/** A sign of life, in Unix ms: of a length where signs follow each other without a pause. */
type Sign = Range;

/** Signs in the order of time, those that touch as one. */
export function mergeSigns(signs: readonly Sign[]): Range[] {
  const merged: Range[] = [];
  for (const sign of signs.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && sign.from <= last.to) {
      merged[merged.length - 1] = { ...last, to: Math.max(last.to, sign.to) };
    } else merged.push(sign);
  }
  return merged;
}

interface Event {
  readonly at: number;
  readonly kind: "enrolled" | "revived" | "departed";
}

interface Record {
  readonly enrolledAt: number;
  /** Null: it is enrolled. */
  readonly departedAt: number | null;
  /** The oldest sign of it that is kept. */
  readonly firstSignAt: number;
}

/**
 * The times in which there was no sensor: before it enrolled, and from each departure to the revival
 * after it. Events may be forgotten sooner than the record, which says how it stands now.
 */
export function livesOf(events: readonly Event[], record: Record): Life[] {
  const lives: Life[] = [beforeFirst(events[0], record)];
  let departedAt: number | null = null;
  for (const { at, kind } of events) {
    if (kind === "departed") departedAt ??= at;
    else if (departedAt !== null) {
      lives.push({ from: departedAt, to: at, status: "departed" });
      departedAt = null;
    }
  }
  if (record.departedAt !== null) {
    const from = departedAt ?? record.departedAt;
    lives.push({ from, to: Number.POSITIVE_INFINITY, status: "departed" });
  }
  return lives.filter(({ from, to }) => to > from);
}

function beforeFirst(first: Event | undefined, { enrolledAt, firstSignAt }: Record): Life {
  const from = Number.NEGATIVE_INFINITY;
  switch (first?.kind) {
    case "revived":
      return { from, to: Math.min(first.at, firstSignAt), status: "departed" };
    case "departed":
      return { from, to: Math.min(enrolledAt, firstSignAt), status: "not_enrolled" };
    default:
      return { from, to: Math.min(first?.at ?? enrolledAt, firstSignAt), status: "not_enrolled" };
  }
}
