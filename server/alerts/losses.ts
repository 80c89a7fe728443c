import type { Tx } from "../context.ts";
import { poolLabels } from "../pools/label.ts";
import {
  countsFrom,
  type Happened,
  namesMax,
  type Rolling,
  type RollingWindow,
  rollingWindows,
  rollUp,
} from "./rolling.ts";

const rolling: Rolling = { kind: "sensor_offline", prefix: "loss:", windowMs: 600_000 };
/** Pools that have an alert of their own at a time; what more of them lose is one alert. */
const poolsMax = 20;
const otherPools = `${rolling.prefix}*`;

interface Lost {
  pool: string;
  count: number;
  firstAt: Date;
  lastAt: Date;
  names: string[];
}

/**
 * Unexplained loss: ephemeral sensors that did not say goodbye and were removed by their deadline.
 * One alert per pool and ten minutes.
 */
export async function watchLosses(tx: Tx, at: Date): Promise<void> {
  const windows = await rollingWindows(tx, at, rolling);
  const lost = await lostSince(tx, at, windows);
  const label = await poolLabels(
    tx,
    lost.map(({ pool }) => pool),
  );
  const { own, rest } = share(lost, windows);
  const happened = own.map(
    ({ pool, names, ...rest }): Happened => ({
      ...rest,
      key: rolling.prefix + pool,
      title: `${sensors(rest.count)} of ${label(pool)} vanished without a goodbye`,
      details: { pool: label(pool), sensors: names },
    }),
  );
  if (rest.length > 0) happened.push(together(rest));
  await rollUp(tx, at, rolling, happened, windows);
}

async function lostSince(
  tx: Tx,
  at: Date,
  windows: ReadonlyMap<string, RollingWindow>,
): Promise<Lost[]> {
  const ago = (count: number) => new Date(at.getTime() - count * rolling.windowMs);
  const shared = countsFrom(windows.get(otherPools)) ?? ago(2);
  const known = [...windows.values()].map((window) => ({
    pool: window.key.slice(rolling.prefix.length),
    // What the shared alert told of is not told again by the pool's own.
    from: new Date(Math.max(+(countsFrom(window) ?? 0), window.isOpen ? 0 : +shared)),
  }));
  return tx.$queryRaw<Lost[]>`
    SELECT e.pool, count(*)::int AS count, min(e.at) AS "firstAt", max(e.at) AS "lastAt",
      (array_agg(e.sensor_name ORDER BY e.at))[1:${namesMax}] AS names
    FROM sensor_event e
    LEFT JOIN unnest(${known.map(({ pool }) => pool)}::text[],
      ${known.map(({ from }) => from)}::timestamptz[]) AS known(pool, since) ON known.pool = e.pool
    WHERE e.kind = 'departed' AND e.reason = 'auto_removed' AND e.ephemeral
      AND e.at > ${ago(4)} AND e.at > coalesce(known.since, ${shared})
    GROUP BY e.pool`;
}

/** Which pools have an alert of their own, and which share one. */
function share(lost: Lost[], windows: ReadonlyMap<string, RollingWindow>) {
  const isOpen = (pool: string) => windows.get(rolling.prefix + pool)?.isOpen === true;
  const open = lost.filter(({ pool }) => isOpen(pool));
  const fresh = lost.filter(({ pool }) => !isOpen(pool));
  const isFull = open.length + fresh.length > poolsMax || isOpen("*");
  return isFull ? { own: open, rest: fresh } : { own: lost, rest: [] };
}

function together(lost: readonly Lost[]): Happened {
  const count = lost.reduce((sum, each) => sum + each.count, 0);
  return {
    key: otherPools,
    count,
    firstAt: new Date(Math.min(...lost.map(({ firstAt }) => firstAt.getTime()))),
    lastAt: new Date(Math.max(...lost.map(({ lastAt }) => lastAt.getTime()))),
    title: `${sensors(count)} of ${lost.length} pools vanished without a goodbye`,
    details: { pools: lost.length, sensors: lost.flatMap(({ names }) => names).slice(0, namesMax) },
  };
}

const sensors = (count: number) => (count === 1 ? "1 sensor" : `${count} sensors`);
