import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { enrolledStatus, enrolledTables, matches, statusClock } from "./query.ts";
import type { GroupSensors, SensorGroups } from "./schema.ts";

/** More groups than a person reads; what is beyond is summed up in `rest`. */
export const groupsMax = 200;

/** What a sensor is grouped by, one value a row of `from`; null: it has none. */
interface Grouping {
  readonly key: Prisma.Sql;
  readonly from?: Prisma.Sql;
}

function grouping({ by, tagKey }: GroupSensors): Grouping {
  if (by === "cluster") return { key: Prisma.sql`each.cluster_name` };
  if (by === "pool") return { key: Prisma.sql`each.pool` };
  if (by === "role") return { key: Prisma.sql`each.role` };
  if (by === "version") return { key: Prisma.sql`each.version` };
  if (by === "status") return { key: Prisma.sql`each.status` };
  // A sensor with two values of the key is in both groups.
  const from = Prisma.sql`LEFT JOIN LATERAL (SELECT tag FROM unnest(each.tags) AS tag
    WHERE starts_with(tag, ${`${tagKey}:`})) own ON TRUE`;
  return { key: Prisma.sql`own.tag`, from };
}

/** The matching sensors by what they share, the largest groups first, with their counts by status. */
export async function sensorGroups(ctx: Ctx, input: GroupSensors): Promise<SensorGroups> {
  authorize(ctx.actor, "read");
  const { by: _by, tagKey: _tagKey, departed: _departed, ...filter } = input;
  const clock = await statusClock(ctx.db);
  const { key, from = Prisma.empty } = grouping(input);
  const rows = await ctx.db.$queryRaw<GroupRow[]>`
    WITH each AS (
      SELECT s.cluster_name, s.pool, s.role, s.version, s.tags, ${enrolledStatus(clock)} AS status
      FROM ${enrolledTables} WHERE ${matches(filter, clock)}),
    counted AS (
      SELECT ${key} AS key, count(*)::int AS total,
        count(*) FILTER (WHERE status = 'healthy')::int AS healthy,
        count(*) FILTER (WHERE status = 'degraded')::int AS degraded,
        count(*) FILTER (WHERE status = 'stale')::int AS stale,
        count(*) FILTER (WHERE status = 'offline')::int AS offline
      FROM each ${from} GROUP BY 1)
    SELECT counted.*, ${label(input)} AS label, (count(*) OVER ())::int AS groups,
      (sum(total) OVER ())::int AS sensors
    FROM counted ORDER BY total DESC, key NULLS LAST LIMIT ${groupsMax}`;
  const { groups, sensors } = rows[0] ?? { groups: 0, sensors: 0 };
  const shown = rows.reduce((sum, { total }) => sum + total, 0);
  return {
    items: rows.map(({ key, label, healthy, degraded, stale, offline, total }) => ({
      key,
      label,
      counts: { healthy, degraded, stale, offline, total },
    })),
    rest: { groups: groups - rows.length, sensors: sensors - shown },
  };
}

interface GroupRow {
  key: string | null;
  label: string | null;
  healthy: number;
  degraded: number;
  stale: number;
  offline: number;
  total: number;
  groups: number;
  sensors: number;
}

/** A pool is called by its tag's value, or the first characters of its token. */
function label({ by, tagKey }: GroupSensors): Prisma.Sql {
  if (by === "tag") return Prisma.sql`substr(key, ${`${tagKey}:`.length + 1}::int)`;
  if (by !== "pool") return Prisma.sql`key`;
  return Prisma.sql`CASE WHEN key LIKE 'tag:%' THEN substr(key, 5)
    ELSE (SELECT prefix FROM enrollment_token WHERE id::text = substr(key, 7)) END`;
}
