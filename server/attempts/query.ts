import { Prisma } from "../db/generated/client.ts";
import { defaultSettings } from "../settings/schema.ts";
import type { GroupKey } from "./schema.ts";

/**
 * CTEs of which the last is `open`: the attempts that still ask for somebody. Resolved is one whose
 * machine enrolled since. Machines are told apart by their machine id; where an attempt or a sensor
 * has none, by the name, and by the hostname where the attempt has no name either.
 */
export function openAttempts(now: Date): Prisma.Sql {
  // Retention looks once an hour; what is past its time by now is not shown.
  const { attemptsDays } = defaultSettings.retention;
  const since = Prisma.sql`${now}::timestamptz - interval '1 day' * coalesce((
    SELECT (value->>'attemptsDays')::int FROM setting WHERE key = 'retention'), ${attemptsDays})`;
  return Prisma.sql`
    tried AS MATERIALIZED (
      SELECT * FROM enrollment_attempt WHERE at > ${since} AND dismissed_at IS NULL),
    enrolled AS MATERIALIZED (
      SELECT name, hostname, machine_id, enrolled_at FROM sensor
      WHERE enrolled_at >= (SELECT min(at) FROM tried) AND id IN (
        SELECT id FROM sensor WHERE machine_id IN (SELECT machine_id FROM tried)
        UNION ALL SELECT id FROM sensor WHERE name IN (SELECT name FROM tried)
        UNION ALL SELECT id FROM sensor WHERE hostname IN (
          SELECT hostname FROM tried WHERE name IS NULL))),
    machine AS (
      SELECT machine_id, max(enrolled_at) AS at FROM enrolled
      WHERE machine_id IS NOT NULL GROUP BY machine_id),
    host AS (
      SELECT called, is_name, max(enrolled_at) AS at,
        max(enrolled_at) FILTER (WHERE machine_id IS NULL) AS anonymous_at
      FROM (SELECT name AS called, TRUE AS is_name, machine_id, enrolled_at FROM enrolled
        UNION ALL SELECT hostname, FALSE, machine_id, enrolled_at FROM enrolled) each
      GROUP BY called, is_name),
    open AS (
      SELECT a.* FROM tried a
      LEFT JOIN machine m ON m.machine_id = a.machine_id
      LEFT JOIN host h ON h.called = coalesce(a.name, a.hostname)
        AND h.is_name = (a.name IS NOT NULL)
      WHERE coalesce(m.at < a.at, TRUE)
        AND coalesce(CASE WHEN a.machine_id IS NULL THEN h.at ELSE h.anonymous_at END < a.at, TRUE))`;
}

/** `WHERE` of one group's attempts. */
export function inGroup({ code, tokenId }: GroupKey): Prisma.Sql {
  return Prisma.sql`(code = ${code} AND token_id IS NOT DISTINCT FROM ${tokenId ?? null}::uuid)`;
}
