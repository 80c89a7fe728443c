import type pg from "pg";
import { eventKinds, type Heartbeat } from "../../sensor-agent/src/protocol.ts";
import { gatewayLimits } from "./limits.ts";

const columns = [
  "intervalMs",
  ...eventKinds,
  "lost",
  "cpuMillicores",
  "rssBytes",
  "load1",
  "memoryAvailableBytes",
  "heartbeats",
] as const;
type Point = Record<(typeof columns)[number], number>;

/** Sums heartbeats into one point per sensor and minute, and writes the points that are full. */
export function makeMetricPoints(pool: pg.Pool) {
  const growing = new Map<string, Point>();
  let full: { sensorId: string; point: Point }[] = [];

  return {
    add(sensorId: string, heartbeat: Heartbeat, isFirst: boolean): void {
      const point = merge(growing.get(sensorId), heartbeat);
      if (isFirst || point.intervalMs >= gatewayLimits.metricMs) {
        growing.delete(sensorId);
        full.push({ sensorId, point });
      } else growing.set(sensorId, point);
    },
    /** A sensor that left keeps what it had counted. */
    end(sensorId: string): void {
      const point = growing.get(sensorId);
      if (point) full.push({ sensorId, point });
      growing.delete(sensorId);
    },
    async flush(): Promise<void> {
      const taken = full;
      full = [];
      if (taken.length === 0) return;
      try {
        await write(pool, taken);
      } catch (error) {
        full = [...taken, ...full].slice(0, gatewayLimits.flushRowsMax);
        throw error;
      }
    },
  };
}

/** Counts add up; use and load are those of the last heartbeat. */
function merge(before: Point | undefined, { intervalMs, kernel, use, host }: Heartbeat): Point {
  const sum = (name: keyof Point, value: number) => (before?.[name] ?? 0) + value;
  const { exec, exit, connect, accept, close, listen } = kernel.events;
  return {
    intervalMs: sum("intervalMs", Math.min(intervalMs, 86_400_000)),
    exec: sum("exec", exec),
    exit: sum("exit", exit),
    connect: sum("connect", connect),
    accept: sum("accept", accept),
    close: sum("close", close),
    listen: sum("listen", listen),
    lost: sum("lost", kernel.lost),
    cpuMillicores: use.sensor.cpuMillicores + use.loader.cpuMillicores,
    rssBytes: use.sensor.rssBytes + use.loader.rssBytes,
    load1: host.load1,
    memoryAvailableBytes: host.memoryAvailableBytes,
    heartbeats: sum("heartbeats", 1),
  };
}

async function write(pool: pg.Pool, points: { sensorId: string; point: Point }[]): Promise<void> {
  await pool.query({
    name: "write-metrics",
    text: `INSERT INTO sensor_metric
      SELECT id, date_trunc('milliseconds', clock_timestamp()), interval_ms, exec, exit, connect, accept,
        close, listen, lost, cpu, rss, load, memory, heartbeats
      FROM unnest($1::uuid[], $2::int[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
        $8::bigint[], $9::bigint[], $10::real[], $11::bigint[], $12::real[], $13::bigint[], $14::int[])
        AS p(id, interval_ms, exec, exit, connect, accept, close, listen, lost, cpu, rss, load, memory,
          heartbeats)
      ON CONFLICT DO NOTHING`,
    values: [
      points.map(({ sensorId }) => sensorId),
      ...columns.map((column) => points.map(({ point }) => point[column])),
    ],
  });
}
