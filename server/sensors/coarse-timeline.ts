import type { Range, Span, TimelineStatus } from "./timeline.ts";

/** Of several statuses within one slot this is told: what an admin would look for. */
const worstFirst: readonly TimelineStatus[] = [
  "offline",
  "stale",
  "degraded",
  "departed",
  "console_away",
  "not_enrolled",
  "unknown",
  "healthy",
];

/**
 * A timeline of at most `slots` spans. One that has more already, of a sensor that comes and goes, is
 * told in slots of equal length, each with the worst that happened in it.
 */
export function coarseTimeline(spans: readonly Span[], { from, to }: Range, slots: number): Span[] {
  if (spans.length <= slots) return [...spans];
  const worst = Array.from({ length: slots }, () => worstFirst.length - 1);
  const slotMs = (to - from) / slots;
  for (const span of spans) {
    const first = Math.floor((span.from - from) / slotMs);
    const last = Math.min(slots - 1, Math.ceil((span.to - from) / slotMs) - 1);
    const rank = worstFirst.indexOf(span.status);
    for (let slot = first; slot <= last; slot++) worst[slot] = Math.min(worst[slot] ?? rank, rank);
  }
  const edge = (slot: number) => (slot === slots ? to : Math.round(from + slot * slotMs));
  const told: Span[] = [];
  for (const [slot, rank] of worst.entries()) {
    const status = worstFirst[rank] ?? "unknown";
    const before = told.at(-1);
    if (before?.status === status) told[told.length - 1] = { ...before, to: edge(slot + 1) };
    else told.push({ from: edge(slot), to: edge(slot + 1), status });
  }
  return told;
}
