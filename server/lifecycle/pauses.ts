import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { silentNow } from "./query.ts";
import type { PauseView } from "./schema.ts";

interface Row {
  id: string;
  cause: PauseView["cause"];
  pool: string | null;
  prefix: string | null;
  startedAt: Date;
  resumesInSeconds: number | null;
  silent: number;
  size: number;
}

/** The pauses of auto-removal that stand now, oldest first. */
export async function listPauses(ctx: Ctx): Promise<PauseView[]> {
  authorize(ctx.actor, "read");
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT p.id, p.cause, p.pool, t.prefix, p.started_at AS "startedAt", p.silent, p.size,
      CASE WHEN p.resumes_at IS NOT NULL THEN
        greatest(0, ceil(extract(epoch FROM p.resumes_at - listening_now())))::int END AS "resumesInSeconds"
    FROM removal_pause p LEFT JOIN enrollment_token t ON 'token:' || t.id = p.pool
    WHERE p.ended_at IS NULL ORDER BY p.started_at, p.id`;
  return Promise.all(
    rows.map(async ({ prefix, ...row }) => ({
      ...row,
      poolLabel: row.pool === null ? "all pools" : (prefix ?? row.pool.replace(/^tag:/, "")),
      startedAt: row.startedAt.toISOString(),
      silentNow: (await silentNow(ctx.db, row.pool)).silent,
    })),
  );
}
