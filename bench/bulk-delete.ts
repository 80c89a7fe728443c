import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Client } from "../e2e/client.ts";
import { startConsole } from "../e2e/console.ts";
import { eventually } from "../e2e/eventually.ts";
import type { Connection } from "../server/gateway/connection.ts";
import { makeHeartbeatBuffer } from "../server/gateway/heartbeat-buffer.ts";
import { largeFleet, seedFleet } from "../server/testing/fleet.ts";
import { type BenchResult, median } from "./result.ts";

const runs = 3;
const wanted = 10_000;
const budgetMs = 2_000;
const filter = { tag: ["bench:delete"], status: ["offline"] };
/** 20,000 sensors at one heartbeat in 15 s. */
const perSecond = Math.ceil(largeFleet.healthy / 15);

/** 10,000 of 100,000 deleted by filter, from the request to the job's end, while 20,000 report. */
export async function run(): Promise<BenchResult[]> {
  await using product = await startConsole();
  const socket = encodeURIComponent(`${product.dataDir}/postgres`);
  const pool = new pg.Pool({ connectionString: `postgresql://postgres@/telovix?host=${socket}` });
  const seeder = await pool.connect();
  await seedFleet(seeder, largeFleet);
  seeder.release();
  await pool.query(`UPDATE sensor SET tags = tags || 'bench:delete'::text WHERE id IN (
    SELECT s.id FROM sensor s JOIN sensor_heartbeat h ON h.sensor_id = s.id WHERE s.departed_at IS NULL AND NOT s.ephemeral
    AND h.heard_at < listening_now() - interval '1 hour' ORDER BY s.id LIMIT ${wanted})`);
  const api = await product.apiClient("admin");
  const beats = await beating(pool);
  await sleep(10_000);
  const quiet = beats.take();
  const times = { jobs: [] as number[], bare: [] as number[] };
  for (let round = 0; round < runs; round++) {
    times.bare.push(await bareUpdate(pool));
    await comeBack(pool);
    times.jobs.push(await deleteAll(api));
    await comeBack(pool);
  }
  const busy = beats.take();
  await beats.stop();
  api.close();
  await pool.end();
  const ms = (value: number) => `${Math.round(value)} ms`;
  return [
    {
      name: "bulk delete of 10,000",
      budget: "≤ 2 s, heartbeats undisturbed",
      measured: `${(median(times.jobs) / 1000).toFixed(1)} s`,
      peer: `the bare UPDATE of their rows: ${(median(times.bare) / 1000).toFixed(1)} s`,
      met: median(times.jobs) <= budgetMs,
      detail: `median of ${runs}, by filter, of 100,000 enrolled and as many departed, from the request to the job's last batch, with items, events, notices and audit; a gateway's writes of ${perSecond} heartbeats a second took at most ${ms(quiet)} before and ${ms(busy)} meanwhile`,
    },
  ];
}

/** From the request to the end of the job. */
async function deleteAll(api: Client): Promise<number> {
  const begin = performance.now();
  const body = { filter, expectedCount: wanted };
  const { json } = await api.call("/api/v1/sensors/bulk-delete", { body });
  if (json.matched !== wanted) throw new Error(JSON.stringify(json));
  const job = await eventually(
    "the end of the job",
    60_000,
    async () => {
      const answer = await api.call(`/api/v1/jobs/${json.jobId}`);
      return answer.json.finishedAt && answer.json;
    },
    50,
  );
  if (job.done !== wanted) throw new Error(JSON.stringify(job));
  return performance.now() - begin;
}

/** What PostgreSQL needs for the rows alone, with their indexes and triggers. */
async function bareUpdate(pool: pg.Pool): Promise<number> {
  const begin = performance.now();
  await pool.query(`UPDATE sensor SET departed_at = now(), departed_reason = 'deleted',
    departed_by = 'bench', live_name = NULL WHERE tags @> '{bench:delete}' AND departed_at IS NULL`);
  return performance.now() - begin;
}

async function comeBack(pool: pg.Pool): Promise<void> {
  await pool.query(`UPDATE sensor SET departed_at = NULL, departed_reason = NULL, departed_by = NULL,
    live_name = name WHERE tags @> '{bench:delete}'`);
  await pool.query("VACUUM sensor");
}

/** Heartbeats as a gateway writes them, and the slowest write since it was last asked. */
async function beating(pool: pg.Pool) {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT sensor_id AS id FROM sensor_heartbeat ORDER BY heard_at DESC LIMIT ${largeFleet.healthy}`,
  );
  const buffer = makeHeartbeatBuffer({ pool, monotonicMs: () => performance.now() });
  const stopping = new AbortController();
  let slowest = 0;
  let next = 0;
  const flush = async () => {
    for (let count = 0; count < perSecond; count++) {
      buffer.add(silentSocket(rows[next++ % rows.length]?.id ?? ""), 0);
    }
    const begin = performance.now();
    await buffer.flush();
    slowest = Math.max(slowest, performance.now() - begin);
  };
  const beats = (async () => {
    while (!stopping.signal.aborted) await Promise.all([flush(), sleep(1_000)]);
  })();
  return {
    take() {
      const taken = slowest;
      slowest = 0;
      return taken;
    },
    async stop() {
      stopping.abort();
      await beats;
    },
  };
}

/** A connection whose socket is closed: the acknowledgement goes nowhere. */
function silentSocket(sensorId: string): Connection {
  const socket = { readyState: 3, OPEN: 1 } as Connection["socket"];
  return {
    ...{ sensorId, socket, tags: [], isEphemeral: false, isGreeted: true, seq: 0, lastFrameMs: 0 },
    ...{
      framesInSweep: 0,
      runtime: "",
      node: "",
      hasReported: true,
      isTerminating: false,
      bootId: undefined,
    },
  };
}
