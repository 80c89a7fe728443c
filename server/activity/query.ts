import { Prisma } from "../db/generated/client.ts";
import type { Position } from "./position.ts";
import { type ActivityKind, oneTimePool, sensorEventKinds } from "./schema.ts";

/** The part of the feed that a statement reads. */
export interface Slice {
  readonly pool: string | undefined;
  readonly kinds: readonly ActivityKind[];
  /** Inclusive; the begin of an hour, so that no roll-up is cut. */
  readonly lower: Date;
  /** As the caller asked for; inclusive. */
  readonly from: Date | undefined;
  readonly to: Date | undefined;
  /** The last row of the page before. */
  readonly after: Position | undefined;
  readonly limit: number;
}

/** `at` within the slice, without the cursor. */
export function isWithin(at: Prisma.Sql, { lower, from, to }: Slice): Prisma.Sql {
  const parts = [Prisma.sql`${at} >= ${lower}`];
  if (from) parts.push(Prisma.sql`${at} >= ${from}`);
  if (to) parts.push(Prisma.sql`${at} <= ${to}`);
  return Prisma.join(parts, " AND ");
}

/** Whether a row comes after the cursor; `comparePositions` in SQL. */
export function isAfter(at: Prisma.Sql, key: Prisma.Sql, { after }: Slice): Prisma.Sql {
  if (!after) return Prisma.sql`TRUE`;
  return Prisma.sql`(${at} <= ${new Date(after.at)}
    AND (${at} < ${new Date(after.at)} OR ${key} COLLATE "C" > ${after.key}))`;
}

/** The kinds of sensor event that the slice asks for. */
export function eventKinds({ kinds }: Slice): string[] {
  return sensorEventKinds.filter((kind) => kinds.includes(kind));
}

/** Over `e` (sensor_event) and `t` (the token that makes its pool): the pool that the feed names. */
export const feedPool = Prisma.sql`CASE WHEN t.type = 'one_time' THEN ${oneTimePool} ELSE e.pool END`;
export const joinPoolToken = Prisma.sql`LEFT JOIN enrollment_token t
  ON t.id = CASE WHEN e.pool LIKE 'token:%' THEN substr(e.pool, 7)::uuid END`;

/** Events of a pool; those of one-time tokens are found through their tokens. */
export function isOfPool(pool: string | undefined): Prisma.Sql {
  if (pool === undefined) return Prisma.sql`TRUE`;
  if (pool === oneTimePool) return Prisma.sql`t.type = 'one_time'`;
  return Prisma.sql`e.pool = ${pool}`;
}
