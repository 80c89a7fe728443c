import { Prisma } from "../db/generated/client.ts";
import type { StatusWindow } from "./status.ts";

/**
 * Up to when silences are marked in `sensor_heartbeat.silent_since`, which an index holds; `heard_at`
 * changes with every heartbeat, so that no index can. Both say the same of a silence that is marked.
 */
export interface SilenceMarks {
  /** Listening clock; null: none is. */
  readonly silentUntil: Date | null;
}

/** Whether `h` was heard in this time. For enrolled sensors: departed ones lose their marks. */
export function heardWithin({ after, until }: StatusWindow, marks: SilenceMarks): Prisma.Sql {
  const parts: Prisma.Sql[] = [];
  if (after) parts.push(Prisma.sql`${columnFor(after, marks)} > ${after}`);
  if (until) parts.push(Prisma.sql`${columnFor(until, marks)} <= ${until}`);
  // The marks of departed sensors lie before all others: without this, an index would read them.
  if (until && !after && isMarked(until, marks))
    parts.push(Prisma.sql`h.silent_since > '-infinity'`);
  return parts.length > 0 ? Prisma.join(parts, " AND ") : Prisma.sql`TRUE`;
}

/** The same of any sensor, departed ones too. */
export const everHeardWithin = (window: StatusWindow) => heardWithin(window, { silentUntil: null });

/**
 * The order by silence and what it holds. Whoever is heard counts as heard now, so that a list by
 * silence stands still while it is read. Without fresh marks, the last heartbeat itself decides.
 */
export function silenceOrder({ silentUntil }: SilenceMarks, now: Date) {
  const isFresh = silentUntil && now.getTime() - silentUntil.getTime() < freshMs;
  return isFresh
    ? { column: Prisma.sql`h.silent_since`, holds: Prisma.sql`h.silent_since > '-infinity'` }
    : { column: Prisma.sql`h.heard_at`, holds: Prisma.sql`TRUE` };
}

/** Silences are marked from 25 s on, every 2 s; `degraded` begins at 45 s. */
const freshMs = 40_000;

const isMarked = (bound: Date, { silentUntil }: SilenceMarks) =>
  silentUntil !== null && bound <= silentUntil;
const columnFor = (bound: Date, marks: SilenceMarks) =>
  isMarked(bound, marks) ? Prisma.sql`h.silent_since` : Prisma.sql`h.heard_at`;
