import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { readSettings } from "../settings/read.ts";
import { departedColumns, departedTables } from "./query.ts";
import type { DepartedDetail } from "./schema.ts";
import { type DepartedRow, viewDeparted } from "./view.ts";

/** The last points are written up to a minute after the sensor left. */
const lastPointsMs = 300_000;

/** One departed sensor with what it counted in its life. @throws {AppError} `NotFound` */
export async function getDeparted(ctx: Ctx, { id }: { id: string }): Promise<DepartedDetail> {
  authorize(ctx.actor, "read");
  const [row] = await ctx.db.$queryRaw<DepartedRow[]>`
    SELECT ${departedColumns} FROM ${departedTables}
    WHERE s.id = ${id}::uuid AND s.departed_at IS NOT NULL`;
  if (!row) throw new AppError("NotFound", "There is no departed sensor with this id.");
  const [settings, counters] = await Promise.all([
    readSettings(ctx.db),
    countLife(ctx, id, row.enrolledAt, new Date(row.departedAt.getTime() + lastPointsMs)),
  ]);
  return { ...viewDeparted(row, settings.retention.departedDays), counters };
}

/** Both bounds let PostgreSQL skip the days in which the sensor did not live. */
async function countLife(ctx: Ctx, id: string, from: Date, to: Date) {
  const [sums] = await ctx.db.$queryRaw<(Counts & { from: Date | null })[]>`
    SELECT coalesce(sum(exec), 0)::float8 AS exec, coalesce(sum(exit), 0)::float8 AS exit,
      coalesce(sum(connect), 0)::float8 AS connect, coalesce(sum(accept), 0)::float8 AS accept,
      coalesce(sum(close), 0)::float8 AS close, coalesce(sum(listen), 0)::float8 AS listen,
      coalesce(sum(lost), 0)::float8 AS lost, min(at) AS "from"
    FROM sensor_metric WHERE sensor_id = ${id}::uuid AND at >= ${from} AND at <= ${to}`;
  if (!sums) throw new Error("A sum has one row.");
  return { ...sums, from: sums.from?.toISOString() ?? null };
}

type Counts = Omit<DepartedDetail["counters"], "from">;
