import { Prisma } from "../db/generated/client.ts";
import { enrolledStatus, enrolledTables, type StatusClock } from "../sensors/query.ts";

const dayMs = 86_400_000;

export interface PoolMoment {
  readonly now: Date;
  readonly clock: StatusClock;
}

const ago = ({ now }: PoolMoment, days: number) => new Date(now.getTime() - days * dayMs);

/**
 * CTEs of which the last is `pools`: every pool with its numbers, whatever is known of it. One pass
 * over the enrolled, those of a week and a day's events, however many pools there are. `only`: one key.
 */
export function poolNumbers(moment: PoolMoment, only?: string): Prisma.Sql {
  const one = (column: Prisma.Sql) => (only ? Prisma.sql`${column} = ${only}` : Prisma.sql`TRUE`);
  const week = ago(moment, 7);
  return Prisma.sql`
    sensors AS (
      SELECT pool AS key, count(*)::int AS enrolled,
        count(*) FILTER (WHERE status = 'healthy')::int AS healthy,
        count(*) FILTER (WHERE status = 'degraded')::int AS degraded,
        count(*) FILTER (WHERE status = 'stale')::int AS stale,
        count(*) FILTER (WHERE status = 'offline')::int AS offline,
        count(*) FILTER (WHERE ephemeral)::int AS ephemeral
      FROM (SELECT s.pool, s.ephemeral, ${enrolledStatus(moment.clock)} AS status FROM ${enrolledTables}
        WHERE s.departed_at IS NULL AND ${one(Prisma.sql`s.pool`)}) each
      GROUP BY pool),
    lives AS (
      SELECT pool AS key, percentile_cont(0.5) WITHIN GROUP (ORDER BY
        greatest(0, extract(epoch FROM departed_at - enrolled_at)::float8)) AS life
      FROM sensor WHERE departed_at > ${week} AND ${one(Prisma.sql`pool`)} GROUP BY pool),
    beats AS (
      SELECT pool AS key, percentile_disc(0.95) WITHIN GROUP (ORDER BY greatest(0, extract(epoch
        FROM first_heartbeat_at - coalesce(install_started_at, enrolled_at))::float8)) AS first_beat
      FROM sensor WHERE first_heartbeat_at > ${week} AND ${one(Prisma.sql`pool`)}
        AND (departed_at IS NULL OR departed_at > ${week}) GROUP BY pool),
    events AS (
      SELECT pool AS key, coalesce(sum(times) FILTER (WHERE kind <> 'departed'), 0)::int AS joined,
        coalesce(sum(times) FILTER (WHERE kind = 'departed'), 0)::int AS departed,
        jsonb_object_agg(reason, times) FILTER (WHERE reason IS NOT NULL) AS reasons
      FROM (SELECT pool, kind, CASE WHEN kind = 'departed' THEN reason END AS reason,
          count(*) AS times
        FROM sensor_event
        WHERE at > ${ago(moment, 1)} AND kind <> 'terminating' AND ${one(Prisma.sql`pool`)}
        GROUP BY 1, 2, 3) each
      GROUP BY pool),
    pools AS (
      SELECT key, CASE WHEN key LIKE 'tag:%' THEN substr(key, 5) ELSE t.prefix END AS label,
        t.id AS token_id, t.type AS token_type, coalesce(t.description, '') AS description,
        coalesce(s.enrolled, 0) AS enrolled, coalesce(s.healthy, 0) AS healthy,
        coalesce(s.degraded, 0) AS degraded, coalesce(s.stale, 0) AS stale,
        coalesce(s.offline, 0) AS offline, s.ephemeral::float8 / nullif(s.enrolled, 0) AS ephemeral,
        coalesce(e.joined, 0) AS joined, coalesce(e.departed, 0) AS departed,
        coalesce(e.reasons, '{}') AS reasons, l.life, b.first_beat,
        p.expected_size AS expected
      FROM sensors s FULL JOIN lives l USING (key) FULL JOIN beats b USING (key)
        FULL JOIN events e USING (key) FULL JOIN (
        SELECT key, expected_size FROM pool WHERE ${one(Prisma.sql`key`)}) p USING (key)
      LEFT JOIN enrollment_token t
        ON t.id = CASE WHEN key LIKE 'token:%' THEN substr(key, 7)::uuid END
      WHERE key LIKE 'tag:%' OR t.id IS NOT NULL)`;
}

/** What a `PoolView` is made of, over `pools`. */
export const poolColumns = Prisma.sql`key, label, token_id AS "tokenId", description, enrolled,
  healthy, degraded, stale, offline, ephemeral AS "ephemeralShare", joined, departed,
  reasons AS "departedBy", (joined + departed) / 24.0::float8 AS "churnPerHour",
  life AS "lifeSpanSeconds", first_beat AS "firstHeartbeatSeconds", expected AS "expectedSize"`;
