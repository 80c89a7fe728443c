import { z } from "zod";
import { authorize } from "../auth/authorize.ts";
import type { Ctx, Db } from "../context.ts";
import { decodeCursor, encodeCursor } from "../db/cursor.ts";
import { Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import { sensorTables, statusClock, statusColumn } from "../sensors/query.ts";
import type { ListTokenSensors, TokenSensor } from "./schema.ts";

/** What a token enrolled, newest first, each sensor as it is now. */
export async function listTokenSensors(
  ctx: Ctx,
  input: ListTokenSensors,
): Promise<{ items: TokenSensor[]; nextCursor: string | null; total: number }> {
  authorize(ctx.actor, "read");
  const { id, departed, limit } = input;
  if ((await ctx.db.enrollmentToken.count({ where: { id } })) === 0)
    throw new AppError("NotFound", "There is no enrollment token with this id.");
  const [rows, counts] = await Promise.all([
    readLedger(ctx.db, { ...input, limit: limit + 1 }),
    countLedger(ctx.db, id),
  ]);
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  const totals = { all: counts.live + counts.departed, ...counts };
  return {
    items,
    nextCursor: last ? encodeCursor([last.enrolledAt, last.id]) : null,
    total: totals[departed === undefined ? "all" : departed ? "departed" : "live"],
  };
}

/** How many of a token's sensors are enrolled, and how many have departed. */
export async function countLedger(
  db: Db,
  tokenId: string,
): Promise<{ live: number; departed: number }> {
  const [row] = await db.$queryRaw<{ live: bigint; departed: bigint }[]>`
    SELECT count(*) FILTER (WHERE departed_at IS NULL) AS live, count(departed_at) AS departed
    FROM sensor WHERE token_id = ${tokenId}::uuid`;
  return { live: Number(row?.live ?? 0), departed: Number(row?.departed ?? 0) };
}

interface LedgerRow {
  id: string;
  name: string;
  status: TokenSensor["status"];
  enrolledAt: Date;
  departedAt: Date | null;
  departedReason: string | null;
  departedBy: string | null;
}

/** A part of the ledger of the token with this id. */
export async function readLedger(
  db: Db,
  part: Pick<ListTokenSensors, "id" | "departed" | "cursor" | "limit">,
): Promise<TokenSensor[]> {
  const clock = await statusClock(db);
  const rows = await db.$queryRaw<LedgerRow[]>`
    SELECT s.id, s.name, ${statusColumn(clock)} AS status, s.enrolled_at AS "enrolledAt",
      s.departed_at AS "departedAt", s.departed_reason AS "departedReason",
      s.departed_by AS "departedBy"
    FROM ${sensorTables}
    WHERE s.token_id = ${part.id}::uuid AND ${hasDeparted(part.departed)} AND ${afterCursor(part.cursor)}
    ORDER BY s.enrolled_at DESC, s.id DESC LIMIT ${part.limit}`;
  return rows.map(({ departedAt, departedReason, departedBy, enrolledAt, ...row }) => ({
    ...row,
    enrolledAt: enrolledAt.toISOString(),
    departed: departedAt && {
      at: departedAt.toISOString(),
      reason: departedReason ?? "",
      by: departedBy ?? "",
    },
  }));
}

function hasDeparted(departed: boolean | undefined): Prisma.Sql {
  if (departed === undefined) return Prisma.sql`TRUE`;
  return departed ? Prisma.sql`s.departed_at IS NOT NULL` : Prisma.sql`s.departed_at IS NULL`;
}

/** When the last sensor of the page before enrolled, and its id. */
const Position = z.tuple([z.iso.datetime(), z.uuid()]);

function afterCursor(cursor: string | undefined): Prisma.Sql {
  if (!cursor) return Prisma.sql`TRUE`;
  const position = Position.safeParse(decodeCursor(cursor));
  if (!position.success)
    throw new AppError("InvalidRequest", "cursor: take it from nextCursor of the page before.");
  const [enrolledAt, id] = position.data;
  return Prisma.sql`(s.enrolled_at, s.id) < (${new Date(enrolledAt)}, ${id}::uuid)`;
}
