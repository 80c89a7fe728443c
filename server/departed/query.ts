import { Prisma } from "../db/generated/client.ts";
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
  if (q) parts.push(textMatches(q));
  if (reason?.length) parts.push(Prisma.sql`s.departed_reason = ANY(${reason}::depart_reason[])`);
  if (ephemeral !== undefined) parts.push(Prisma.sql`s.ephemeral = ${ephemeral}`);
  if (held !== undefined) parts.push(Prisma.sql`(s.held_at IS NOT NULL) = ${held}`);
  if (token) parts.push(Prisma.sql`s.token_id = ${token}::uuid`);
  if (pool) parts.push(Prisma.sql`s.pool = ${pool}`);
  if (from) parts.push(Prisma.sql`s.departed_at >= ${from}::timestamptz`);
  if (to) parts.push(Prisma.sql`s.departed_at <= ${to}::timestamptz`);
  return Prisma.join(parts, " AND ");
}

function textMatches(q: string): Prisma.Sql {
  const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const parts = [
    Prisma.sql`s.name ILIKE ${pattern}`,
    Prisma.sql`s.hostname ILIKE ${pattern}`,
    Prisma.sql`s.instance_id ILIKE ${pattern}`,
    Prisma.sql`s.token_id IN (SELECT id FROM enrollment_token WHERE prefix ILIKE ${pattern})`,
  ];
  const ids = idsThatBegin(q.toLowerCase());
  if (ids) parts.push(Prisma.sql`s.id BETWEEN ${ids.first}::uuid AND ${ids.last}::uuid`);
  return Prisma.sql`(${Prisma.join(parts, " OR ")})`;
}

/** The range of ids with this beginning: turning every id into text would cost as much as all the rest. */
function idsThatBegin(text: string): { first: string; last: string } | null {
  const hex = text.replaceAll("-", "");
  if (!/^[0-9a-f]{1,32}$/.test(hex)) return null;
  const first = dashed(hex.padEnd(32, "0"));
  return first.startsWith(text) ? { first, last: dashed(hex.padEnd(32, "f")) } : null;
}

const dashed = (hex: string) =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    "-",
  );
