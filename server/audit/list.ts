import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import type { AuditEntry, Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import type { ListAudit } from "./schema.ts";

/** Newest first. */
export async function listAudit(ctx: Ctx, input: ListAudit) {
  authorize(ctx.actor, "read");
  const { action, actor, target, from, to, cursor, limit } = input;
  const where: Prisma.AuditEntryWhereInput = {
    ...(action ? { action } : {}),
    ...(actor ? actorFilter(actor) : {}),
    ...(target ? { target } : {}),
    at: { ...(from ? { gte: new Date(from) } : {}), ...(to ? { lte: new Date(to) } : {}) },
  };
  const page = cursor ? { seq: { lt: sequence(cursor) } } : {};
  const [rows, total] = await Promise.all([
    ctx.db.auditEntry.findMany({
      where: { AND: [where, page] },
      orderBy: { seq: "desc" },
      take: limit + 1,
    }),
    ctx.db.auditEntry.count({ where }),
  ]);
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items: items.map(viewEntry), nextCursor: last ? String(last.seq) : null, total };
}

/** Prisma hands `contains` to LIKE as it is, so its wildcards are ours to escape. */
function actorFilter(actor: string): Prisma.AuditEntryWhereInput {
  const contains = actor.replace(/[\\%_]/g, "\\$&");
  return { OR: [{ actor }, { actorName: { contains, mode: "insensitive" } }] };
}

function sequence(cursor: string): bigint {
  if (!/^\d{1,18}$/.test(cursor)) {
    throw new AppError("InvalidRequest", "cursor: take it from nextCursor of the page before.");
  }
  return BigInt(cursor);
}

function viewEntry(row: AuditEntry) {
  return {
    ...row,
    seq: Number(row.seq),
    at: row.at.toISOString(),
    details: row.details as Record<string, unknown>,
    hash: Buffer.from(row.hash).toString("hex"),
  };
}
