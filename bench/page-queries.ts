import pg from "pg";
import { systemClock } from "../server/clock.ts";
import type { Ctx } from "../server/context.ts";
import { makeDb, makePool } from "../server/db/client.ts";
import { sensorCounts } from "../server/sensors/count.ts";
import { listSensors, sensorRows } from "../server/sensors/list.ts";
import { ListSensors, sortKeys } from "../server/sensors/schema.ts";
import { testCtx } from "../server/testing/context.ts";
import { percentile } from "./result.ts";

/** Filters as admins set them; each also by its least favorable order. */
const filters: object[] = [
  { status: ["healthy"] },
  { status: ["stale"] },
  { status: ["stale", "offline"], sort: "status", order: "desc" },
  { cluster: "cluster-01" },
  { cluster: "cluster-59" },
  { role: "storage" },
  { role: "storage", sort: "lastHeartbeatAt" },
  { version: "0.5.1" },
  { tag: ["env:prod"] },
  { tag: ["rack:r17"] },
  { noTag: ["env:prod"] },
  { pool: "tag:p3" },
  { ephemeral: true },
  { silentOverSeconds: 86_400 },
  { q: "web-payments" },
  { q: "rack:r17" },
  { cluster: "cluster-02", status: ["stale"] },
];
const rounds = 12;

export interface QueryTimes {
  /** Milliseconds of one page each. */
  readonly pages: number[];
  readonly slowest: string;
  readonly totals: number[];
  readonly counts: number[];
  /** The peer: 50 names by their order and nothing else. */
  readonly bare: number[];
}

/** Pages by every column both ways and by typical filters, in turn with the bare statement. */
export async function measureQueries(url: string): Promise<QueryTimes> {
  const pool = makePool(url, 4);
  const db = makeDb(pool);
  const client = new pg.Client(url);
  await client.connect();
  const ctx: Ctx = testCtx(db, "viewer", systemClock);
  const bySort = sortKeys.flatMap((sort) => [{ sort }, { sort, order: "desc" }]);
  const inputs = [...bySort, ...filters].map((input) => ListSensors.parse(input));
  const pages = new Map(inputs.map((input) => [input, [] as number[]]));
  const [totals, counts, bare] = [[] as number[], [] as number[], [] as number[]];
  for (let round = 0; round <= rounds; round++) {
    for (const [input, times] of pages) {
      times.push(await timed(() => sensorRows(ctx, input)));
      bare.push(await timed(() => client.query(bareStatement)));
    }
    totals.push(await timed(() => listSensors(ctx, ListSensors.parse({}))));
    counts.push(await timed(() => sensorCounts(ctx, {})));
    // The first round warms caches.
    if (round === 0)
      for (const times of [...pages.values(), totals, counts, bare]) times.length = 0;
  }
  await client.end();
  await db.$disconnect();
  await pool.end();
  const [slowest] = [...pages].sort(([, a], [, b]) => percentile(b, 0.5) - percentile(a, 0.5));
  return {
    pages: [...pages.values()].flat(),
    slowest: slowest ? `${named(slowest[0])}: ${percentile(slowest[1], 0.5).toFixed(1)} ms` : "",
    ...{ totals, counts, bare },
  };
}

const bareStatement =
  "SELECT id, name FROM sensor WHERE departed_at IS NULL ORDER BY name LIMIT 50";

const named = ({ limit: _limit, ...input }: ListSensors) => JSON.stringify(input);

async function timed(run: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await run();
  return performance.now() - begin;
}
