import type { Db, Tx } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { wordsMatch } from "../db/text-search.ts";
import { storedStatus } from "../settings/stored.ts";
import type { SensorFilter } from "./schema.ts";
import { everHeardWithin, heardWithin, type SilenceMarks } from "./silence.ts";
import {
  ownThresholds,
  type Status,
  type StatusWindow,
  statuses,
  statusWindow,
  type Threshold,
  type Thresholds,
  widest,
  windowsOf,
} from "./status.ts";

/** The moment and the rule that a statement's statuses are computed with. */
export interface StatusClock extends SilenceMarks {
  /** Now on the listening clock. */
  readonly now: Date;
  readonly thresholds: Thresholds;
}

/** Reads the listening clock and the thresholds, in one round trip. */
export async function statusClock(db: Db | Tx): Promise<StatusClock> {
  const rows = await db.$queryRaw<{ now: Date; silentUntil: Date | null; status: unknown }[]>`
    SELECT listening_now() AS now, nullif(silent_until, '-infinity') AS "silentUntil",
      (SELECT value FROM setting WHERE key = 'status') AS status FROM listening WHERE id = 1`;
  const [row] = rows;
  if (!row) throw new Error("The listening clock has no row.");
  return { now: row.now, silentUntil: row.silentUntil, thresholds: storedStatus(row.status) };
}

/** Joined as `s` (sensor) and `h` (its heartbeat) by every statement below. */
export const sensorTables = Prisma.sql`sensor s JOIN sensor_heartbeat h ON h.sensor_id = s.id`;

/** The same for statements that read enrolled sensors only: heartbeats of departed ones are passed over. */
export const enrolledTables = Prisma.sql`sensor s JOIN sensor_heartbeat h
  ON h.sensor_id = s.id AND h.silent_since > '-infinity'`;

/** Whether `h` has this status by one threshold. */
const isWithin = (status: Status, now: Date, threshold: Threshold) =>
  everHeardWithin(statusWindow(status, now, threshold));

/** What `by` says of the threshold that decides about `s`; without overrides, no pool is looked at. */
function decided(clock: StatusClock, by: (threshold: Threshold) => Prisma.Sql): Prisma.Sql {
  const own = ownThresholds(clock.thresholds);
  if (own.length === 0) return by(clock.thresholds);
  const cases = own.map(
    ({ pools, threshold }) => Prisma.sql`WHEN s.pool = ANY(${pools}::text[]) THEN ${by(threshold)}`,
  );
  return Prisma.sql`CASE ${Prisma.join(cases, " ")} ELSE ${by(clock.thresholds)} END`;
}

/**
 * Whether `s` has one of these statuses: the one expression that list, counts and bulk actions share.
 * Statuses side by side are one window. With thresholds of pools, the widest window comes first: an
 * index can serve it, and the exact one looks at what is in it.
 */
function hasStatus(wanted: readonly Status[], clock: StatusClock): Prisma.Sql {
  const { thresholds, now } = clock;
  const own = ownThresholds(thresholds).map(({ threshold }) => threshold);
  const either = (each: (window: StatusWindow) => Prisma.Sql, threshold: Threshold) =>
    Prisma.sql`(${Prisma.join(windowsOf(wanted, now, threshold).map(each), " OR ")})`;
  if (own.length === 0) return either((window) => heardWithin(window, clock), thresholds);
  const all = [thresholds, ...own].flatMap((each) => windowsOf(wanted, now, each));
  const exact = decided(clock, (threshold) => either(everHeardWithin, threshold));
  return Prisma.sql`(${heardWithin(widest(all), clock)} AND ${exact})`;
}

/** `CASE` over the same windows, for what a row shows. */
export const statusColumn = (clock: StatusClock) =>
  Prisma.sql`CASE WHEN s.departed_at IS NOT NULL THEN 'departed' ELSE ${enrolledStatus(clock)} END`;

/** The same where only enrolled sensors are read: narrow enough for an index to hold all of it. */
export function enrolledStatus(clock: StatusClock): Prisma.Sql {
  return decided(clock, (threshold) => {
    const cases = statuses.map(
      (each) => Prisma.sql`WHEN ${isWithin(each, clock.now, threshold)} THEN ${each}`,
    );
    return Prisma.sql`CASE ${Prisma.join(cases, " ")} END`;
  });
}

/** `WHERE` of a filter over `sensorTables`. */
export function matches(filter: SensorFilter, clock: StatusClock): Prisma.Sql {
  const { status, tag, cluster, role, flavor, ephemeral, pool, token, q } = filter;
  const parts = [
    filter.departed ? Prisma.sql`s.departed_at IS NOT NULL` : Prisma.sql`s.departed_at IS NULL`,
  ];
  // Departed sensors have no marks to find a silence by.
  const marks = filter.departed ? { ...clock, silentUntil: null } : clock;
  if (status?.length) parts.push(hasStatus(status, marks));
  if (tag?.length) parts.push(Prisma.sql`s.tags @> ${tag}::text[]`);
  if (filter.anyTag?.length) parts.push(Prisma.sql`s.tags && ${filter.anyTag}::text[]`);
  if (filter.noTag?.length) parts.push(Prisma.sql`NOT s.tags && ${filter.noTag}::text[]`);
  if (filter.noTagKey) parts.push(lacksTagKey(filter.noTagKey));
  parts.push(...isOneOf(Prisma.sql`s.cluster_name`, cluster));
  if (filter.hasCluster !== undefined)
    parts.push(
      filter.hasCluster
        ? Prisma.sql`s.cluster_name IS NOT NULL`
        : Prisma.sql`s.cluster_name IS NULL`,
    );
  parts.push(...isOneOf(Prisma.sql`s.role`, role));
  if (flavor) parts.push(Prisma.sql`s.flavor = ${flavor}::flavor`);
  parts.push(...isOneOf(Prisma.sql`s.version`, filter.version));
  parts.push(...isOneOf(Prisma.sql`s.kernel`, filter.kernel));
  if (ephemeral !== undefined) parts.push(Prisma.sql`s.ephemeral = ${ephemeral}`);
  if (pool) parts.push(Prisma.sql`s.pool = ${pool}`);
  if (token) parts.push(Prisma.sql`s.token_id = ${token}::uuid`);
  parts.push(silenceWithin(filter, marks));
  if (q) parts.push(wordsMatch(q));
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

function silenceWithin(filter: SensorFilter, clock: StatusClock): Prisma.Sql {
  const { silentOverSeconds: over, silentUnderSeconds: under } = filter;
  const ago = (seconds: number | undefined) =>
    seconds === undefined ? null : new Date(clock.now.getTime() - seconds * 1000);
  return heardWithin({ after: ago(under), until: ago(over) }, clock);
}

/** Whether a statement with this filter has to read heartbeats. */
export const readsHeartbeats = (filter: SensorFilter) =>
  Boolean(filter.status?.length) ||
  filter.silentOverSeconds !== undefined ||
  filter.silentUnderSeconds !== undefined;

/** What a statement reads that only finds or counts the sensors of a filter. */
export const tablesOf = (filter: SensorFilter) =>
  readsHeartbeats(filter) ? sensorTables : Prisma.sql`sensor s`;
