import { z } from "zod";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { decodeCursor, encodeCursor } from "../db/cursor.ts";
import { Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import { hasState, reachedNoticeColumn, type TokenRow, tokenColumns } from "./query.ts";
import type { ListTokens, TokenView } from "./schema.ts";
import { viewToken } from "./view.ts";

/** Newest first. */
export async function listTokens(
  ctx: Ctx,
  input: ListTokens,
): Promise<{ items: TokenView[]; nextCursor: string | null; total: number }> {
  authorize(ctx.actor, "read");
  const now = ctx.clock.now();
  const where = matches(input, now);
  const [rows, totals] = await Promise.all([
    ctx.db.$queryRaw<TokenRow[]>`
      SELECT ${tokenColumns} FROM enrollment_token t WHERE ${where} AND ${afterCursor(input.cursor)}
      ORDER BY t.created_at DESC, t.id DESC LIMIT ${input.limit + 1}`,
    ctx.db.$queryRaw<{ total: bigint }[]>`
      SELECT count(*) AS total FROM enrollment_token t WHERE ${where}`,
  ]);
  const items = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? items.at(-1) : undefined;
  return {
    items: items.map((row) => viewToken(row, now)),
    nextCursor: last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
    total: Number(totals[0]?.total ?? 0),
  };
}

function matches({ state, expiring }: ListTokens, now: Date): Prisma.Sql {
  const reached = reachedNoticeColumn(now);
  const parts = [
    state ? hasState(state, now) : Prisma.sql`TRUE`,
    ...(expiring === undefined
      ? []
      : [expiring ? Prisma.sql`(${reached}) IS NOT NULL` : Prisma.sql`(${reached}) IS NULL`]),
  ];
  return Prisma.join(parts, " AND ");
}

/** When the last token of the page before was made, and its id. */
const Position = z.tuple([z.iso.datetime(), z.uuid()]);

function afterCursor(cursor: string | undefined): Prisma.Sql {
  if (!cursor) return Prisma.sql`TRUE`;
  const position = Position.safeParse(decodeCursor(cursor));
  if (!position.success) {
    throw new AppError("InvalidRequest", "cursor: take it from nextCursor of the page before.");
  }
  const [createdAt, id] = position.data;
  return Prisma.sql`(t.created_at, t.id) < (${new Date(createdAt)}, ${id}::uuid)`;
}
