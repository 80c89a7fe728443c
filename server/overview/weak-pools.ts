import type { Db } from "../context.ts";
import { poolLabels } from "../pools/label.ts";
import type { Overview } from "./schema.ts";

const shownMax = 5;

interface Row {
  key: string;
  enrolled: number;
  expectedSize: number | null;
  lost: number;
  missing: number;
  total: number;
}

/**
 * Pools with fewer sensors than expected, or that lost some since `since`; what is missing most comes
 * first. A one-time token admits one sensor, so its pool shows only where a size is expected of it.
 */
export async function weakPools(db: Db, since: Date): Promise<Overview["pools"]> {
  const rows = await db.$queryRaw<Row[]>`
    WITH lost AS (
      SELECT pool AS key, count(*)::int AS lost FROM sensor
      WHERE departed_at > ${since} AND departed_reason = 'auto_removed' GROUP BY pool),
    known AS (
      SELECT key, p.expected_size AS expected, coalesce(l.lost, 0) AS lost,
        (SELECT count(*)::int FROM sensor s WHERE s.pool = key AND s.departed_at IS NULL) AS enrolled
      FROM pool p FULL JOIN lost l USING (key)
      LEFT JOIN enrollment_token t
        ON t.id = CASE WHEN key LIKE 'token:%' THEN substr(key, 7)::uuid END
      WHERE (p.key IS NOT NULL OR t.type IS DISTINCT FROM 'one_time')
        AND (key LIKE 'tag:%' OR t.id IS NOT NULL))
    SELECT key, enrolled, expected AS "expectedSize", lost, count(*) OVER ()::int AS total,
      count(*) FILTER (WHERE enrolled < expected) OVER ()::int AS missing
    FROM known WHERE enrolled < expected OR lost > 0
    ORDER BY greatest(expected - enrolled, 0) DESC, lost DESC, key LIMIT ${shownMax}`;
  const label = await poolLabels(
    db,
    rows.map(({ key }) => key),
  );
  return {
    missing: rows[0]?.missing ?? 0,
    total: rows[0]?.total ?? 0,
    items: rows.map(({ key, enrolled, expectedSize, lost }) => ({
      key,
      label: label(key),
      enrolled,
      expectedSize,
      lost,
    })),
  };
}
