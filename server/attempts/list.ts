import { z } from "zod";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { decodeCursor, encodeCursor } from "../db/cursor.ts";
import { Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import { inGroup, openAttempts } from "./query.ts";
import type { AttemptView, ListAttempts } from "./schema.ts";

/** The open attempts of one group, newest first. */
export async function listAttempts(
  ctx: Ctx,
  input: ListAttempts,
): Promise<{ items: AttemptView[]; nextCursor: string | null; total: number }> {
  authorize(ctx.actor, "read");
  const now = ctx.clock.now();
  const [rows, totals] = await Promise.all([
    ctx.db.$queryRaw<(Omit<AttemptView, "at"> & { at: Date })[]>`
      WITH ${openAttempts(now)}
      SELECT id, at, detail, address, name, hostname, kernel, machine_id AS "machineId",
        token_prefix AS "tokenPrefix"
      FROM open WHERE ${inGroup(input)} AND ${afterCursor(input.cursor)}
      ORDER BY at DESC, id DESC LIMIT ${input.limit + 1}`,
    ctx.db.$queryRaw<{ total: number }[]>`
      WITH ${openAttempts(now)} SELECT count(*)::int AS total FROM open WHERE ${inGroup(input)}`,
  ]);
  const items = rows.slice(0, input.limit).map((row) => ({ ...row, at: row.at.toISOString() }));
  const last = rows.length > input.limit ? items.at(-1) : undefined;
  return {
    items,
    nextCursor: last ? encodeCursor([last.at, last.id]) : null,
    total: totals[0]?.total ?? 0,
  };
}

const Position = z.tuple([z.iso.datetime(), z.uuid()]);

function afterCursor(cursor: string | undefined): Prisma.Sql {
  if (!cursor) return Prisma.sql`TRUE`;
  const position = Position.safeParse(decodeCursor(cursor));
  if (!position.success)
    throw new AppError("InvalidRequest", "cursor: take it from nextCursor of the page before.");
  const [at, id] = position.data;
  return Prisma.sql`(at, id) < (${new Date(at)}, ${id}::uuid)`;
}
