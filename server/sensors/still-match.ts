import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { matches, sensorTables, statusClock } from "./query.ts";
import type { StillMatch } from "./schema.ts";

/** Of sensors that were selected, those that match the filter now. Reads only. */
export async function stillMatch(
  ctx: Ctx,
  { filter, ids }: StillMatch,
): Promise<{ ids: string[] }> {
  authorize(ctx.actor, "read");
  const clock = await statusClock(ctx.db);
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM ${sensorTables}
    WHERE s.id = ANY(${ids}::uuid[]) AND ${matches(filter, clock)}`;
  return { ids: rows.map(({ id }) => id) };
}
