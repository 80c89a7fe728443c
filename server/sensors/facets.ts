import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";

const valuesMax = 200;

/** The values that filters can offer, from the sensors that are enrolled. */
export async function sensorFacets(ctx: Ctx) {
  authorize(ctx.actor, "read");
  const [row] = await ctx.db.$queryRaw<{ clusters: string[]; roles: string[]; tags: string[] }[]>`
    SELECT
      ARRAY(SELECT DISTINCT cluster_name FROM sensor WHERE departed_at IS NULL AND cluster_name IS NOT NULL ORDER BY 1 LIMIT ${valuesMax}) AS clusters,
      ARRAY(SELECT DISTINCT role FROM sensor WHERE departed_at IS NULL ORDER BY 1 LIMIT ${valuesMax}) AS roles,
      ARRAY(SELECT DISTINCT unnest(tags) FROM sensor WHERE departed_at IS NULL ORDER BY 1 LIMIT ${valuesMax}) AS tags`;
  return row ?? { clusters: [], roles: [], tags: [] };
}
