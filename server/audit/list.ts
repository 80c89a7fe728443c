import { authorize } from "../auth/authorize.ts";
import type { Ctx, Db } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import {
  type AuditRow,
  auditColumns,
  looksForText,
  matchesAudit,
  textFloor,
  viewEntry,
} from "./query.ts";
import type { AuditPage, ListAudit } from "./schema.ts";

/** Newest first, by keyset: a page costs the same however deep it is. */
export async function listAudit(ctx: Ctx, input: ListAudit): Promise<AuditPage> {
  authorize(ctx.actor, "read");
  const { db } = ctx;
  const { cursor, limit, ...filter } = input;
  const before = cursor ? Prisma.sql`AND seq < ${sequence(cursor)}` : Prisma.empty;
  const floor = looksForText(filter) ? await textFloor(db, filter.to) : null;
  const isNewEnough = floor ? Prisma.sql`AND seq >= ${floor.seq}` : Prisma.empty;
  const where = Prisma.sql`${matchesAudit(filter)} ${isNewEnough}`;
  const [rows, total] = await Promise.all([
    db.$queryRaw<AuditRow[]>`SELECT ${auditColumns} FROM audit_entry
      WHERE ${where} ${before} ORDER BY seq DESC LIMIT ${limit + 1}`,
    countEntries(db, where),
  ]);
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items: items.map(viewEntry),
    nextCursor: last ? String(last.seq) : null,
    total,
    searchedFrom: floor?.searchedFrom.toISOString() ?? null,
  };
}

async function countEntries(db: Db, where: Prisma.Sql): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM audit_entry WHERE ${where}`;
  return row?.count ?? 0;
}

function sequence(cursor: string): bigint {
  if (!/^\d{1,18}$/.test(cursor)) {
    throw new AppError("InvalidRequest", "cursor: take it from nextCursor of the page before.");
  }
  return BigInt(cursor);
}
