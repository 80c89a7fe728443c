import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";

const valuesMax = 200;

/** The pools and tokens that departed sensors have, for the filters. */
export async function departedFacets(ctx: Ctx) {
  authorize(ctx.actor, "read");
  const [pools, tokens] = await Promise.all([
    ctx.db.$queryRaw<{ key: string; label: string }[]>`
      SELECT p.pool AS key, CASE WHEN p.pool LIKE 'tag:%' THEN substr(p.pool, 5) ELSE t.prefix END AS label
      FROM (SELECT DISTINCT pool FROM sensor WHERE departed_at IS NOT NULL ORDER BY pool LIMIT ${valuesMax}) p
      LEFT JOIN enrollment_token t
        ON t.id = CASE WHEN p.pool LIKE 'token:%' THEN substr(p.pool, 7)::uuid END
      WHERE p.pool LIKE 'tag:_%' OR t.id IS NOT NULL ORDER BY label`,
    ctx.db.$queryRaw<{ id: string; prefix: string }[]>`
      SELECT t.id, t.prefix FROM enrollment_token t
      WHERE EXISTS (SELECT 1 FROM sensor s WHERE s.token_id = t.id AND s.departed_at IS NOT NULL)
      ORDER BY t.created_at DESC, t.id LIMIT ${valuesMax}`,
  ]);
  return { pools, tokens };
}
