import type { Db } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { seqTop } from "./position.ts";
import { isAfter, isWithin, type Slice } from "./query.ts";

interface AuditRow {
  seq: bigint;
  at: Date;
  action: string;
  actor: string;
  actorName: string;
  target: string;
  details: unknown;
}

/** What people and API keys did, one by one; the index on it has the same condition. */
const isHuman = Prisma.sql`(a.actor LIKE 'user:%' OR a.actor LIKE 'api-key:%')`;

/** What it was done to, which may be ten thousand sensors; `count` says how many, the audit which. */
const lists = ["sensors", "sensorIds", "ids"];

export async function actionRows(db: Db, slice: Slice): Promise<AuditRow[]> {
  if (!asksForActions(slice)) return [];
  const at = Prisma.sql`a.at`;
  const key = Prisma.sql`('action:' || lpad((${seqTop}::bigint - a.seq)::text, 18, '0'))`;
  return db.$queryRaw<AuditRow[]>`
    SELECT a.seq, a.at, a.action, a.actor, a.actor_name AS "actorName", a.target,
      a.details - ${lists}::text[] AS details
    FROM audit_entry a
    WHERE ${isHuman} AND ${isWithin(at, slice)} AND ${isAfter(at, key, slice)}
    ORDER BY a.at DESC, a.seq DESC LIMIT ${slice.limit}`;
}

export async function countActionRows(db: Db, slice: Slice): Promise<number> {
  if (!asksForActions(slice)) return 0;
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM audit_entry a
    WHERE ${isHuman} AND ${isWithin(Prisma.sql`a.at`, slice)}`;
  return row?.count ?? 0;
}

const asksForActions = ({ kinds, pool }: Slice) => kinds.includes("action") && pool === undefined;
