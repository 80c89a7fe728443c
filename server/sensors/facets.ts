import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import type { SensorFacets } from "./schema.ts";

/** A filter offers the most frequent values; what is rarer is found by typing it. */
const valuesMax = 500;

/** The values that filters can offer, from the sensors that are enrolled, each with its count. */
export async function sensorFacets(ctx: Ctx): Promise<SensorFacets> {
  authorize(ctx.actor, "read");
  const rows = await ctx.db.$queryRaw<
    { facet: keyof SensorFacets; value: string; count: number }[]
  >`
    WITH tag AS MATERIALIZED (
      SELECT tag AS value, count(*) AS count FROM sensor, unnest(tags) AS tag
      WHERE departed_at IS NULL GROUP BY 1),
    facet AS (
      ${countedBy("clusters", Prisma.sql`cluster_name`)} UNION ALL ${countedBy("roles", Prisma.sql`role`)}
      UNION ALL ${countedBy("versions", Prisma.sql`version`)}
      UNION ALL ${countedBy("kernels", Prisma.sql`kernel`)}
      UNION ALL SELECT 'tags', value, count FROM tag
      UNION ALL SELECT 'tagKeys', split_part(value, ':', 1), sum(count) FROM tag GROUP BY 2),
    ranked AS (
      SELECT *, row_number() OVER (PARTITION BY facet ORDER BY count DESC, value) AS rank FROM facet)
    SELECT facet, value, count::int AS count FROM ranked WHERE rank <= ${valuesMax}
    ORDER BY facet, value COLLATE "C"`;
  const values = (facet: keyof SensorFacets) =>
    rows.filter((row) => row.facet === facet).map(({ value, count }) => ({ value, count }));
  return {
    clusters: values("clusters"),
    roles: values("roles"),
    tags: values("tags"),
    tagKeys: values("tagKeys"),
    versions: values("versions"),
    kernels: values("kernels"),
  };
}

/** Each column by itself: its own index has its values together. */
const countedBy = (facet: keyof SensorFacets, column: Prisma.Sql) => Prisma.sql`
  SELECT ${facet} AS facet, ${column} AS value, count(*) AS count FROM sensor
  WHERE departed_at IS NULL AND ${column} IS NOT NULL GROUP BY 2`;
