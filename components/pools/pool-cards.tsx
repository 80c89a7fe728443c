"use client";
import { spanOfTime } from "../../server/duration.ts";
import type { PoolView } from "../../server/pools/schema.ts";
import { ExpectedSize } from "./expected-size.tsx";
import { number, PoolName, PoolStatuses, percent, rate, reasonsText } from "./pool-cells.tsx";

/** The same numbers where a table has no room. */
export function PoolCards({ pools }: { pools: readonly PoolView[] }) {
  return (
    <ul aria-label="Pools" className="divide-y">
      {pools.map((pool) => (
        <li key={pool.key} className="relative grid gap-2 px-4 py-3">
          <div className="flex items-start justify-between gap-3">
            <PoolName pool={pool} />
            <ExpectedSize pool={pool} />
          </div>
          <PoolStatuses pool={pool} />
          <p className="text-ink-muted text-xs">{summary(pool)}</p>
        </li>
      ))}
    </ul>
  );
}

function summary(pool: PoolView): string {
  const { departed, churnPerHour, lifeSpanSeconds, firstHeartbeatSeconds, ephemeralShare } = pool;
  return [
    departed > 0 && `${number(departed)} departed in 24 h (${reasonsText(pool)})`,
    churnPerHour > 0 && `churn ${rate(churnPerHour)} per hour`,
    lifeSpanSeconds !== null && `median life ${spanOfTime(lifeSpanSeconds)}`,
    firstHeartbeatSeconds !== null && `first heartbeat in ${spanOfTime(firstHeartbeatSeconds)}`,
    ephemeralShare !== null && ephemeralShare > 0 && `${percent(ephemeralShare)} ephemeral`,
  ]
    .filter(Boolean)
    .join(" · ");
}
