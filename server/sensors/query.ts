import type { Db, Tx } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { storedStatus } from "../settings/stored.ts";
import type { SensorFilter } from "./schema.ts";
import {
  ownThresholds,
  type Status,
  statuses,
  statusWindow,
  type Threshold,
  type Thresholds,
} from "./status.ts";

/** The moment and the rule that a statement's statuses are computed with. */
export interface StatusClock {
  /** Now on the listening clock. */
  readonly now: Date;
  readonly thresholds: Thresholds;
}

/** Reads the listening clock and the thresholds, in one round trip. */
export async function statusClock(db: Db | Tx): Promise<StatusClock> {
  const rows = await db.$queryRaw<{ now: Date; status: unknown }[]>`
    SELECT listening_now() AS now, (SELECT value FROM setting WHERE key = 'status') AS status`;
  const [row] = rows;
  if (!row) throw new Error("The listening clock has no row.");
  return { now: row.now, thresholds: storedStatus(row.status) };
}

/** Joined as `s` (sensor) and `h` (its heartbeat) by every statement below. */
export const sensorTables = Prisma.sql`sensor s JOIN sensor_heartbeat h ON h.sensor_id = s.id`;

/** Whether `h` has this status by one threshold. */
function isWithin(status: Status, now: Date, threshold: Threshold): Prisma.Sql {
  const { after, until } = statusWindow(status, now, threshold);
  const lower = after ? Prisma.sql`h.heard_at > ${after}` : Prisma.sql`TRUE`;
  const upper = until ? Prisma.sql`h.heard_at <= ${until}` : Prisma.sql`TRUE`;
  return Prisma.sql`(${lower} AND ${upper})`;
}

/** What `by` says of the threshold that decides about `s`; without overrides, no pool is looked at. */
function decided(clock: StatusClock, by: (threshold: Threshold) => Prisma.Sql): Prisma.Sql {
  const own = ownThresholds(clock.thresholds);
  if (own.length === 0) return by(clock.thresholds);
  const cases = own.map(
    ({ pools, threshold }) => Prisma.sql`WHEN s.pool = ANY(${pools}::text[]) THEN ${by(threshold)}`,
  );
  return Prisma.sql`CASE ${Prisma.join(cases, " ")} ELSE ${by(clock.thresholds)} END`;
}

/** Whether `s` has this status: the one expression that list, counts and bulk actions share. */
function hasStatus(status: Status, clock: StatusClock): Prisma.Sql {
  return decided(clock, (threshold) => isWithin(status, clock.now, threshold));
}

/** `CASE` over the same windows, for what a row shows. */
export function statusColumn(clock: StatusClock): Prisma.Sql {
  const status = decided(clock, (threshold) => {
    const cases = statuses.map(
      (each) => Prisma.sql`WHEN ${isWithin(each, clock.now, threshold)} THEN ${each}`,
    );
    return Prisma.sql`CASE ${Prisma.join(cases, " ")} END`;
  });
  return Prisma.sql`CASE WHEN s.departed_at IS NOT NULL THEN 'departed' ELSE ${status} END`;
}

/** `WHERE` of a filter over `sensorTables`. */
export function matches(filter: SensorFilter, clock: StatusClock): Prisma.Sql {
  const { status, tag, cluster, role, flavor, ephemeral, pool, token, q } = filter;
  const parts = [
    filter.departed ? Prisma.sql`s.departed_at IS NOT NULL` : Prisma.sql`s.departed_at IS NULL`,
  ];
  if (status?.length) {
    parts.push(
      Prisma.sql`(${Prisma.join(
        status.map((each) => hasStatus(each, clock)),
        " OR ",
      )})`,
    );
  }
  if (tag?.length) parts.push(Prisma.sql`s.tags @> ${tag}::text[]`);
  if (filter.anyTag?.length) parts.push(Prisma.sql`s.tags && ${filter.anyTag}::text[]`);
  if (filter.noTag?.length) parts.push(Prisma.sql`NOT s.tags && ${filter.noTag}::text[]`);
  if (filter.noTagKey) parts.push(lacksTagKey(filter.noTagKey));
  parts.push(...isOneOf(Prisma.sql`s.cluster_name`, cluster));
  if (filter.hasCluster !== undefined)
    parts.push(Prisma.sql`(s.cluster_name IS NOT NULL) = ${filter.hasCluster}`);
  parts.push(...isOneOf(Prisma.sql`s.role`, role));
  if (flavor) parts.push(Prisma.sql`s.flavor = ${flavor}::flavor`);
  parts.push(...isOneOf(Prisma.sql`s.version`, filter.version));
  parts.push(...isOneOf(Prisma.sql`s.kernel`, filter.kernel));
  if (ephemeral !== undefined) parts.push(Prisma.sql`s.ephemeral = ${ephemeral}`);
  if (pool) parts.push(Prisma.sql`s.pool = ${pool}`);
  if (token) parts.push(Prisma.sql`s.token_id = ${token}::uuid`);
  parts.push(...silenceWithin(filter, clock));
  if (q) parts.push(textMatches(q));
  return Prisma.join(parts, " AND ");
}

/** An empty value filters by nothing, as an absent one does. */
function isOneOf(column: Prisma.Sql, value: string | string[] | undefined): Prisma.Sql[] {
  const values = [value ?? []].flat().filter((each) => each !== "");
  const [first] = values;
  if (first === undefined) return [];
  return values.length === 1
    ? [Prisma.sql`${column} = ${first}`]
    : [Prisma.sql`${column} = ANY(${values}::text[])`];
}

const lacksTagKey = (key: string) =>
  Prisma.sql`NOT EXISTS (SELECT FROM unnest(s.tags) AS own(tag) WHERE starts_with(own.tag, ${`${key}:`}))`;

function silenceWithin(filter: SensorFilter, { now }: StatusClock): Prisma.Sql[] {
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
  const { silentOverSeconds: over, silentUnderSeconds: under } = filter;
  return [
    ...(over === undefined ? [] : [Prisma.sql`h.heard_at <= ${ago(over)}`]),
    ...(under === undefined ? [] : [Prisma.sql`h.heard_at > ${ago(under)}`]),
  ];
}

function textMatches(q: string): Prisma.Sql {
  // PostgreSQL stores no NUL, so nothing can match one.
  if (q.includes("\0")) return Prisma.sql`FALSE`;
  const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`(s.name ILIKE ${pattern} OR s.hostname ILIKE ${pattern}
    OR s.id::text ILIKE ${pattern} OR array_to_string(s.tags, ' ') ILIKE ${pattern})`;
}
