import { z } from "zod";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { decodeCursor, encodeCursor } from "../db/cursor.ts";
import type { Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import type { ListTokens, TokenState, TokenView } from "./schema.ts";
import { viewToken } from "./view.ts";

/** Newest first. */
export async function listTokens(
  ctx: Ctx,
  input: ListTokens,
): Promise<{ items: TokenView[]; nextCursor: string | null; total: number }> {
  authorize(ctx.actor, "read");
  const now = ctx.clock.now();
  const where = input.state ? stateFilter(input.state, now, ctx) : {};
  const page = input.cursor ? afterCursor(input.cursor) : {};
  const [rows, total] = await Promise.all([
    ctx.db.enrollmentToken.findMany({
      where: { AND: [where, page] },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: input.limit + 1,
    }),
    ctx.db.enrollmentToken.count({ where }),
  ]);
  const items = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? items.at(-1) : undefined;
  return {
    items: items.map((row) => viewToken(row, now)),
    nextCursor: last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
    total,
  };
}

/** When the last token of the page before was made, and its id. */
const Position = z.tuple([z.iso.datetime(), z.uuid()]);

function afterCursor(cursor: string): Prisma.EnrollmentTokenWhereInput {
  const position = Position.safeParse(decodeCursor(cursor));
  if (!position.success) {
    throw new AppError("InvalidRequest", "cursor: take it from nextCursor of the page before.");
  }
  const [createdAt, id] = position.data;
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}

/** The SQL side of `tokenState`, in the same order of precedence. */
function stateFilter(state: TokenState, now: Date, ctx: Ctx): Prisma.EnrollmentTokenWhereInput {
  const revoked = { revokedAt: { not: null } };
  const exhausted = { uses: { gte: ctx.db.enrollmentToken.fields.maxUses } };
  // `uses >= max_uses` is unknown, not false, where max_uses is null.
  const notExhausted = {
    OR: [{ maxUses: null }, { uses: { lt: ctx.db.enrollmentToken.fields.maxUses } }],
  };
  const filters = {
    revoked,
    exhausted: { revokedAt: null, ...exhausted },
    expired: { revokedAt: null, AND: [notExhausted], expiresAt: { lte: now } },
    active: { revokedAt: null, AND: [notExhausted], expiresAt: { gt: now } },
  } satisfies Record<TokenState, Prisma.EnrollmentTokenWhereInput>;
  return filters[state];
}
