import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { decodeCursor, encodeCursor } from "../db/cursor.ts";
import type { Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import { viewRule } from "./rule-row.ts";
import type { ListedRule, ListRules, Rule } from "./schema.ts";

/** Rules by name. */
export async function listRules(
  ctx: Ctx,
  { action, cursor, enabled, limit, q }: ListRules,
): Promise<{ items: ListedRule[]; nextCursor: string | null; total: number }> {
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
  const shown = rows.slice(0, limit);
  const counts = await decisionsLastDay(
    ctx,
    shown.map(({ id }) => id),
  );
  const items = shown.map((row) => ({
    ...viewRule(row),
    decisionsLastDay: counts.get(row.id) ?? 0,
  }));
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor([last.name, last.id]) : null, total };
}

const dayMs = 86_400_000;

async function decisionsLastDay(ctx: Ctx, ids: string[]): Promise<Map<string, number>> {
  const since = new Date(ctx.clock.now().getTime() - dayMs);
  const rows = await ctx.db.$queryRaw<{ id: string; count: number }[]>`
    SELECT part.id, count(*)::int AS count
    FROM admission_decision d, unnest(d.rule_ids) AS part(id)
    WHERE d.at > ${since} AND part.id = ANY(${ids}::uuid[]) GROUP BY part.id`;
  return new Map(rows.map(({ id, count }) => [id, count]));
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
