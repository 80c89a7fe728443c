import type { Db, Tx } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { degradedAfterSeconds } from "../sensors/status.ts";
import { graceSeconds, type PoolLoss, settleSeconds } from "./breaker.ts";

/** Over `s` (sensor) and `h` (its heartbeat): the moment of removal on the listening clock, or null. */
export const removalDueAt = Prisma.sql`
  removal_due_at(s.ephemeral, s.remove_after_seconds, s.terminating_at, h.heard_at)`;

/** Read once a statement; the bare function is called for every row of a filter. */
export const listeningNow = Prisma.sql`(SELECT listening_now())`;

/** Its time is over and it has been silent through it: the one condition of every removal. */
export const isDue = Prisma.sql`
  (s.departed_at IS NULL AND ${removalDueAt} <= ${listeningNow} - ${graceSeconds} * interval '1 second')`;

const wasDecided = Prisma.sql`h.heard_at <= coalesce((SELECT max(p.covers_until) FROM removal_pause p
  WHERE p."end" IN ('resumed', 'removed', 'kept') AND (p.pool IS NULL OR p.pool = s.pool)), '-infinity')`;

/** Removable, and silent for longer than a sensor is that lives; with or without decided silences. */
export function isSilent({ decidedToo }: { decidedToo: boolean }): Prisma.Sql {
  const undecided = decidedToo ? Prisma.sql`TRUE` : Prisma.sql`NOT ${wasDecided}`;
  return Prisma.sql`(s.departed_at IS NULL AND ${removalDueAt} IS NOT NULL
    AND h.heard_at <= ${listeningNow} - ${degradedAfterSeconds} * interval '1 second' AND ${undecided})`;
}
const isUndecidedSilence = isSilent({ decidedToo: false });

/** A pause that stands over the sensor's pool, or over all. */
export const isPaused = Prisma.sql`EXISTS (SELECT FROM removal_pause p
  WHERE p.ended_at IS NULL AND (p.pool IS NULL OR p.pool = s.pool))`;

/**
 * Over `l` (the listening clock): a gap that is recent, has no pause yet, and found sensors that may
 * be removed. Who enrolled after it was never unheard.
 */
export const isUnseenGap = Prisma.sql`
  (l.gap_at > database_now() - ${settleSeconds} * interval '1 second' AND NOT EXISTS
    (SELECT FROM removal_pause WHERE cause IN ('outage', 'clock_jump') AND started_at = l.gap_at)
  AND EXISTS (SELECT FROM removal_deadline d JOIN sensor s ON s.id = d.sensor_id
    WHERE s.enrolled_at < l.gap_at + greatest(0, -l.gap_ms) * interval '1 millisecond'))`;

/**
 * Moves on the deadlines of sensors that were heard meanwhile. One statement on one index, asked
 * every second. @returns whether anything else is left to do: somebody due, a pause, a gap
 */
export async function moveDeadlines(db: Db): Promise<boolean> {
  const [row] = await db.$queryRaw<{ work: boolean }[]>`
    WITH reached AS MATERIALIZED (
      SELECT d.sensor_id, d.due_at, ${removalDueAt} AS next
      FROM removal_deadline d JOIN sensor s ON s.id = d.sensor_id
        JOIN sensor_heartbeat h ON h.sensor_id = s.id
      WHERE d.due_at <= listening_now() - ${graceSeconds} * interval '1 second'
        AND s.departed_at IS NULL),
    heard AS MATERIALIZED (
      SELECT d.sensor_id, r.next FROM removal_deadline d JOIN reached r ON r.sensor_id = d.sensor_id
      WHERE r.next > r.due_at FOR UPDATE OF d SKIP LOCKED),
    moved AS (
      UPDATE removal_deadline d SET due_at = heard.next FROM heard WHERE d.sensor_id = heard.sensor_id)
    SELECT EXISTS (SELECT FROM reached WHERE next <= due_at)
      OR EXISTS (SELECT FROM removal_pause WHERE ended_at IS NULL)
      OR EXISTS (SELECT FROM listening l WHERE ${isUnseenGap}) AS work`;
  return row?.work ?? false;
}

/**
 * For each of `pools` (null: the whole fleet as one): of its removable sensors, how many went silent
 * within one window that a sensor now due has begun.
 */
export async function poolLosses(
  tx: Tx,
  pools: readonly string[] | null,
  windowSeconds: number,
): Promise<(PoolLoss & { pool: string })[]> {
  const pool = pools ? Prisma.sql`s.pool` : Prisma.sql`''`;
  const among = pools ? Prisma.sql`s.pool = ANY(${pools}::text[])` : Prisma.sql`TRUE`;
  const rows = await tx.$queryRaw<{ pool: string; silent: bigint | null; size: bigint }[]>`
    WITH member AS (
      SELECT ${pool} AS pool, h.heard_at, ${isUndecidedSilence} AS silent,
        ${isDue} AND s.terminating_at IS NULL AS due
      FROM sensor s JOIN sensor_heartbeat h ON h.sensor_id = s.id
      WHERE s.departed_at IS NULL AND ${removalDueAt} IS NOT NULL AND ${among}),
    together AS (
      SELECT pool, due, count(*) OVER (PARTITION BY pool ORDER BY heard_at
        RANGE BETWEEN CURRENT ROW AND ${windowSeconds} * interval '1 second' FOLLOWING) AS count
      FROM member WHERE silent)
    SELECT pool, count(*) AS size,
      (SELECT max(count) FROM together t WHERE t.due AND t.pool = member.pool) AS silent
    FROM member GROUP BY pool`;
  return rows.map((row) => ({
    pool: row.pool,
    silent: Number(row.silent ?? 0),
    size: Number(row.size),
  }));
}

/** How many removable sensors are silent now, in a pool or (null) in all. */
export async function silentNow(db: Db | Tx, pool: string | null): Promise<PoolLoss> {
  const [row] = await db.$queryRaw<{ silent: bigint; size: bigint }[]>`
    SELECT count(*) FILTER (WHERE ${isUndecidedSilence}) AS silent, count(*) AS size
    FROM sensor s JOIN sensor_heartbeat h ON h.sensor_id = s.id
    WHERE s.departed_at IS NULL AND ${removalDueAt} IS NOT NULL
      AND (${pool}::text IS NULL OR s.pool = ${pool})`;
  return { silent: Number(row?.silent ?? 0), size: Number(row?.size ?? 0) };
}
