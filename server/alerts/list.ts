import { z } from "zod";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { decodeTimeCursor, encodeCursor } from "../db/cursor.ts";
import type { Alert, Prisma } from "../db/generated/client.ts";
import { alertPage } from "./alert-page.ts";
import { AlertKind, type AlertView, type ListAlerts } from "./schema.ts";

/** Newest first. */
export async function listAlerts(
  ctx: Ctx,
  input: ListAlerts,
): Promise<{ items: AlertView[]; nextCursor: string | null; total: number }> {
  authorize(ctx.actor, "read");
  const { kind, open, from, to, cursor, limit } = input;
  const where: Prisma.AlertWhereInput = {
    ...(kind ? { kind } : {}),
    ...(open === undefined ? {} : { endedAt: open ? null : { not: null } }),
    at: { ...(from ? { gte: from } : {}), ...(to ? { lte: to } : {}) },
  };
  const [rows, total] = await Promise.all([
    ctx.db.alert.findMany({
      where: { AND: [where, cursor ? afterCursor(cursor) : {}] },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: limit + 1,
    }),
    ctx.db.alert.count({ where }),
  ]);
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items: items.map(viewAlert),
    nextCursor: last ? encodeCursor([last.at.toISOString(), last.id]) : null,
    total,
  };
}

function afterCursor(cursor: string): Prisma.AlertWhereInput {
  const [at, id] = decodeTimeCursor(cursor);
  return { OR: [{ at: { lt: at } }, { at, id: { lt: id } }] };
}

const Details = z.record(z.string(), z.unknown());

/** An alert as pages and scripts get it. */
export function viewAlert(row: Alert): AlertView {
  const kind = AlertKind.parse(row.kind);
  const details = Details.parse(row.details);
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind,
    title: row.title,
    details,
    page: alertPage(kind, details),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
