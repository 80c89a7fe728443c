import type { z } from "zod";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { sensorTables, statusClock, statusColumn } from "../sensors/query.ts";
import { type StatusPair, statusPreview } from "./flips.ts";
import { type PreviewStatus, Settings, type StatusPreview } from "./schema.ts";

/** How many sensors would have another status at this moment, if the thresholds were these. */
export async function previewStatus(
  ctx: Ctx,
  input: z.infer<typeof PreviewStatus>,
): Promise<StatusPreview> {
  authorize(ctx.actor, "administer");
  const clock = await statusClock(ctx.db);
  const thresholds = Settings.shape.status.parse({ ...clock.thresholds, ...input });
  const then = { ...clock, thresholds };
  const pairs = await ctx.db.$queryRaw<StatusPair[]>`
    SELECT ${statusColumn(clock)} AS "from", ${statusColumn(then)} AS "to", count(*)::int AS count
    FROM ${sensorTables} WHERE s.departed_at IS NULL GROUP BY 1, 2`;
  return statusPreview(pairs);
}
