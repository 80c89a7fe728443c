import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { decodeCursor, encodeCursor } from "../db/cursor.ts";
import type { Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import { viewRule } from "./rule-row.ts";
import type { ListRules, Rule } from "./schema.ts";

/** Rules by name. */
export async function listRules(
  ctx: Ctx,
  { action, cursor, enabled, limit, q }: ListRules,
): Promise<{ items: Rule[]; nextCursor: string | null; total: number }> {
  authorize(ctx.actor, "read");
  const where: Prisma.AdmissionRuleWhereInput = {
    ...(action && { action }),
    ...(enabled !== undefined && { enabled }),
    ...(q && { name: { contains: q, mode: "insensitive" } }),
  };
  const [rows, total] = await Promise.all([
    ctx.db.admissionRule.findMany({
      where: { AND: [where, afterCursor(cursor)] },
      orderBy: { name: "asc" },
      take: limit + 1,
    }),
    ctx.db.admissionRule.count({ where }),
  ]);
  const items = rows.slice(0, limit).map(viewRule);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor([last.name, last.id]) : null, total };
}

function afterCursor(cursor: string | undefined): Prisma.AdmissionRuleWhereInput {
  if (!cursor) return {};
  const [name] = decodeCursor(cursor);
  if (typeof name === "string") return { name: { gt: name } };
  throw new AppError("InvalidRequest", "cursor: take it from nextCursor of the page before.");
}

/** One rule. */
export async function getRule(ctx: Ctx, { id }: { id: string }): Promise<Rule> {
  authorize(ctx.actor, "read");
  const row = await ctx.db.admissionRule.findUnique({ where: { id } });
  if (!row) throw new AppError("NotFound", "There is no admission rule with this id.");
  return viewRule(row);
}
