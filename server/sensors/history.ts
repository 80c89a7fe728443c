import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";

const pointsMax = 360;

/** The last points are written up to a minute after a sensor left. */
const lastPointMs = 60_000;

/**
 * Kernel counters over time, in at most 360 buckets: counts are summed, gauges averaged. The hours
 * end now, or with the life of a sensor that departed.
 */
export async function metricHistory(ctx: Ctx, { id, hours }: { id: string; hours: number }) {
  authorize(ctx.actor, "read");
  const sensor = await ctx.db.sensor.findUnique({ where: { id }, select: { departedAt: true } });
  const departedAt = sensor?.departedAt?.getTime();
  const to = departedAt ? new Date(departedAt + lastPointMs) : ctx.clock.now();
  const from = new Date(to.getTime() - hours * 3_600_000);
  const bucketSeconds = Math.max(60, Math.ceil((hours * 3600) / pointsMax));
  const rows = await ctx.db.$queryRaw<({ at: Date } & Record<string, number | Date>)[]>`
    SELECT date_bin(${bucketSeconds} * interval '1 second', at, 'epoch') AS bucket, min(at) AS at,
      sum(interval_ms)::float8 AS "intervalMs", sum(exec)::float8 AS exec, sum(exit)::float8 AS exit,
      sum(connect)::float8 AS connect, sum(accept)::float8 AS accept, sum(close)::float8 AS close,
      sum(listen)::float8 AS listen, sum(lost)::float8 AS lost,
      avg(cpu_millicores)::float8 AS "cpuMillicores", avg(rss_bytes)::float8 AS "rssBytes",
      avg(load1)::float8 AS load1, avg(memory_available_bytes)::float8 AS "memoryAvailableBytes"
    FROM sensor_metric WHERE sensor_id = ${id}::uuid AND at > ${from} AND at <= ${to}
    GROUP BY bucket ORDER BY bucket`;
  return rows.map(({ bucket: _bucket, at, ...values }) => ({
    ...(values as Record<MetricName, number>),
    at: at.toISOString(),
  }));
}

type MetricName =
  | "intervalMs"
  | "exec"
  | "exit"
  | "connect"
  | "accept"
  | "close"
  | "listen"
  | "lost"
  | "cpuMillicores"
  | "rssBytes"
  | "load1"
  | "memoryAvailableBytes";
