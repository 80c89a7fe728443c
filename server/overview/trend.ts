import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { sampleMs } from "./fleet-samples.ts";
import type { FleetPoint, FleetTrend } from "./schema.ts";

/** A day of samples, each for itself. */
const pointsMax = 288;

/** How the fleet's statuses went, in at most 288 points. A time without points was not sampled. */
export async function fleetTrend(ctx: Ctx, { hours }: { hours: number }): Promise<FleetTrend> {
  authorize(ctx.actor, "read");
  const to = ctx.clock.now();
  const from = new Date(to.getTime() - hours * 3_600_000);
  const sampleSeconds = sampleMs / 1000;
  const perPoint = Math.max(1, Math.ceil((hours * 3600) / sampleSeconds / pointsMax));
  const stepSeconds = perPoint * sampleSeconds;
  const rows = await ctx.db.$queryRaw<(Omit<FleetPoint, "at"> & { at: Date })[]>`
    SELECT min(at) AS at, avg(healthy)::float8 AS healthy, avg(degraded)::float8 AS degraded,
      avg(stale)::float8 AS stale, avg(offline)::float8 AS offline
    FROM fleet_sample WHERE at > ${from} AND at <= ${to}
    GROUP BY date_bin(${stepSeconds} * interval '1 second', at, 'epoch') ORDER BY 1`;
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    stepSeconds,
    points: rows.map((row) => ({ ...row, at: row.at.toISOString() })),
  };
}
