import type { Db } from "../context.ts";
import { type Alert, Prisma } from "../db/generated/client.ts";
import { isAfter, isWithin, type Slice } from "./query.ts";

export async function alertRows(db: Db, slice: Slice): Promise<Alert[]> {
  if (!asksForAlerts(slice)) return [];
  const at = Prisma.sql`a.at`;
  return db.$queryRaw<Alert[]>`
    SELECT a.id, a.at, a.kind, a.key, a.title, a.details, a.ended_at AS "endedAt" FROM alert a
    WHERE ${isWithin(at, slice)} AND ${isAfter(at, Prisma.sql`('alert:' || a.id)`, slice)}
    ORDER BY a.at DESC, a.id LIMIT ${slice.limit}`;
}

export async function countAlertRows(db: Db, slice: Slice): Promise<number> {
  if (!asksForAlerts(slice)) return 0;
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM alert a WHERE ${isWithin(Prisma.sql`a.at`, slice)}`;
  return row?.count ?? 0;
}

const asksForAlerts = ({ kinds, pool }: Slice) => kinds.includes("alert") && pool === undefined;
