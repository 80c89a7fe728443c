import { authorize } from "../auth/authorize.ts";
import { clusterTotals } from "../clusters/totals.ts";
import type { Ctx, Db } from "../context.ts";
import { claimTime, nodesMax } from "../license/claims.ts";
import { readLicensing } from "../license/read.ts";
import { seatPressure } from "../license/seat-pressure.ts";
import { endingTokens } from "./ending-tokens.ts";
import { fleetNow } from "./fleet-now.ts";
import { openRefusals } from "./refusals.ts";
import type { Overview } from "./schema.ts";
import { weakPools } from "./weak-pools.ts";

const dayMs = 86_400_000;

/** The numbers that a day begins with. */
export async function getOverview(ctx: Ctx): Promise<Overview> {
  authorize(ctx.actor, "read");
  const { db } = ctx;
  const now = ctx.clock.now();
  const since = new Date(now.getTime() - dayMs);
  const [fleet, lastDay, clusters, pools, tokens, refusals, seats, pauses, openAlerts] =
    await Promise.all([
      fleetNow(db),
      comingsAndGoings(db, since),
      clusterTotals(db),
      weakPools(db, since),
      endingTokens(db, now),
      openRefusals(ctx, since),
      readSeats(db, now),
      db.removalPause.count({ where: { endedAt: null } }),
      db.alert.count({ where: { endedAt: null } }),
    ]);
  const at = now.toISOString();
  return { at, ...fleet, lastDay, clusters, pools, tokens, refusals, seats, pauses, openAlerts };
}

async function comingsAndGoings(db: Db, since: Date): Promise<Overview["lastDay"]> {
  const [row] = await db.$queryRaw<Overview["lastDay"][]>`
    SELECT count(*)::int AS departed,
      count(*) FILTER (WHERE departed_reason = 'auto_removed')::int AS lost,
      (SELECT count(*)::int FROM sensor WHERE departed_at IS NULL AND enrolled_at > ${since}) AS joined
    FROM sensor WHERE departed_at > ${since}`;
  return row ?? { joined: 0, departed: 0, lost: 0 };
}

async function readSeats(db: Db, now: Date): Promise<Overview["seats"]> {
  const { taken, license } = await readLicensing(db);
  const limit = nodesMax(license, now);
  const expiresAt = license ? claimTime(license.exp) : null;
  return { taken, limit, pressure: seatPressure(taken, limit), expiresAt };
}
