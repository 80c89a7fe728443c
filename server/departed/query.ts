import { Prisma } from "../db/generated/client.ts";
import { wordsMatch } from "../db/text-search.ts";
import type { DepartedFilter } from "./schema.ts";

/** Joined as `s` (sensor), `h` (its heartbeat), `t` (its token) and `c` (its last certificate). */
export const departedTables = Prisma.sql`sensor s
  JOIN sensor_heartbeat h ON h.sensor_id = s.id
  JOIN enrollment_token t ON t.id = s.token_id
  JOIN LATERAL (SELECT serial, not_after FROM sensor_certificate
    WHERE sensor_id = s.id ORDER BY not_after DESC LIMIT 1) c ON TRUE`;

export const departedColumns = Prisma.sql`s.id, s.name, s.hostname, s.instance_id AS "instanceId",
  s.departed_at AS "departedAt", s.departed_reason::text AS "departedReason",
  s.departed_by AS "departedBy", s.enrolled_at AS "enrolledAt",
  extract(epoch FROM s.departed_at - s.enrolled_at)::float8 AS "lifeSpanSeconds",
  nullif(h.at, s.enrolled_at) AS "lastHeartbeatAt", s.ephemeral, s.tags, s.pool,
  CASE WHEN s.pool LIKE 'tag:%' THEN substr(s.pool, 5) ELSE t.prefix END AS "poolLabel",
  t.id AS "tokenId", t.prefix AS "tokenPrefix", c.serial, c.not_after AS "notAfter",
  s.held_at AS "heldAt", s.held_by AS "heldBy"`;

/** `WHERE` of a filter over `sensor s` alone, so that counting needs no join. */
export function departedMatches(filter: DepartedFilter): Prisma.Sql {
  const { q, reason, ephemeral, held, token, pool, from, to } = filter;
  const parts = [Prisma.sql`s.departed_at IS NOT NULL`];
  if (q) parts.push(wordsMatch(q, ofTokensLike));
  if (reason?.length) parts.push(Prisma.sql`s.departed_reason = ANY(${reason}::depart_reason[])`);
  if (ephemeral !== undefined) parts.push(Prisma.sql`s.ephemeral = ${ephemeral}`);
  if (held !== undefined) parts.push(Prisma.sql`(s.held_at IS NOT NULL) = ${held}`);
  if (token) parts.push(Prisma.sql`s.token_id = ${token}::uuid`);
  if (pool) parts.push(Prisma.sql`s.pool = ${pool}`);
  if (from) parts.push(Prisma.sql`s.departed_at >= ${from}::timestamptz`);
  if (to) parts.push(Prisma.sql`s.departed_at <= ${to}::timestamptz`);
  return Prisma.join(parts, " AND ");
}

/** As array, so that an index of tokens can stand beside the index of words. */
const ofTokensLike = (pattern: string) =>
  Prisma.sql`s.token_id = ANY(ARRAY(SELECT id FROM enrollment_token WHERE prefix ILIKE ${pattern}))`;
