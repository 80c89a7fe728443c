import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import type { HistoryOf, SensorHistory } from "./history-schema.ts";
import { historyWindow } from "./history-window.ts";

const pointsMax = 300;
/** The points that gateways write are about as far apart. */
const pointSeconds = 60;

type Point = SensorHistory["points"][number];

/**
 * What a sensor reported over time, in at most 300 points and two for the ends: counts are summed,
 * gauges averaged.
 */
export async function sensorHistory(ctx: Ctx, input: HistoryOf): Promise<SensorHistory> {
  authorize(ctx.actor, "read");
  const { from, to } = await historyWindow(ctx, input);
  const stepSeconds = pointSeconds * Math.ceil((input.hours * 3600) / pointsMax / pointSeconds);
  const points =
    stepSeconds === pointSeconds
      ? await everyPoint(ctx, input.id, { from, to })
      : await binned(ctx, input.id, { from, to, stepSeconds });
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    stepSeconds,
    points: points.map((point) => ({ ...point, at: point.at.toISOString() })),
  };
}

type Row = Omit<Point, "at"> & { at: Date };

/** Nothing is put together: a bin as long as the points' distance would hold none or two of them. */
function everyPoint(ctx: Ctx, id: string, { from, to }: { from: Date; to: Date }): Promise<Row[]> {
  return ctx.db.$queryRaw<Row[]>`
    SELECT at, interval_ms::float8 AS "intervalMs", heartbeats::float8 AS heartbeats,
      coalesce(extract(epoch FROM at - lag(at) OVER (ORDER BY at)) * 1000, interval_ms)::float8
        AS "elapsedMs",
      exec::float8 AS exec, exit::float8 AS exit, connect::float8 AS connect, accept::float8 AS accept,
      close::float8 AS close, listen::float8 AS listen, lost::float8 AS lost,
      cpu_millicores::float8 AS "cpuMillicores", rss_bytes::float8 AS "rssBytes",
      load1::float8 AS load1, memory_available_bytes::float8 AS "memoryAvailableBytes"
    FROM sensor_metric WHERE sensor_id = ${id}::uuid AND at > ${from} AND at <= ${to} ORDER BY at`;
}

/** Bins without points are left out. */
function binned(
  ctx: Ctx,
  id: string,
  { from, to, stepSeconds }: { from: Date; to: Date; stepSeconds: number },
): Promise<Row[]> {
  return ctx.db.$queryRaw<Row[]>`
    SELECT min(at) AS at, sum(interval_ms)::float8 AS "intervalMs",
      sum(heartbeats)::float8 AS heartbeats, sum(elapsed)::float8 AS "elapsedMs",
      sum(exec)::float8 AS exec, sum(exit)::float8 AS exit, sum(connect)::float8 AS connect,
      sum(accept)::float8 AS accept, sum(close)::float8 AS close, sum(listen)::float8 AS listen,
      sum(lost)::float8 AS lost, avg(cpu_millicores)::float8 AS "cpuMillicores",
      avg(rss_bytes)::float8 AS "rssBytes", avg(load1)::float8 AS load1,
      avg(memory_available_bytes)::float8 AS "memoryAvailableBytes"
    FROM (SELECT *, coalesce(extract(epoch FROM at - lag(at) OVER (ORDER BY at)) * 1000, interval_ms)
        AS elapsed
      FROM sensor_metric WHERE sensor_id = ${id}::uuid AND at > ${from} AND at <= ${to}) each
    GROUP BY date_bin(${stepSeconds} * interval '1 second', at, 'epoch') ORDER BY 1`;
}
