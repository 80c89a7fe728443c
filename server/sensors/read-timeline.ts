import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { readSettings } from "../settings/read.ts";
import { coarseTimeline } from "./coarse-timeline.ts";
import type { HistoryOf, SensorTimeline } from "./history-schema.ts";
import { type HistoryWindow, historyWindow } from "./history-window.ts";
import { thresholdOf } from "./status.ts";
import { type Range, type Span, statusTimeline, unnoticedMs } from "./timeline.ts";
import { livesOf, mergeSigns } from "./timeline-facts.ts";

const dayMs = 86_400_000;
/** Less than a pixel each is more than can be seen. */
const spansMax = 500;
/** As `listening_now()`: longer than this without a tick, nobody listens. */
const deafMs = 5_000;

/**
 * When a sensor was healthy, silent or gone. Told from the minute points that it left, so what is
 * shorter than a minute may be missing; by the thresholds as they are set now.
 */
export async function sensorTimeline(ctx: Ctx, input: HistoryOf): Promise<SensorTimeline> {
  authorize(ctx.actor, "read");
  const window = await historyWindow(ctx, input);
  const { status, retention } = await readSettings(ctx.db);
  const threshold = thresholdOf(status, window.sensor.pool);
  const [points, events] = await Promise.all([
    readPoints(ctx, input.id, window, unnoticedMs(threshold)),
    readEvents(ctx, input.id, window.to),
  ]);
  const range = { from: window.from.getTime(), to: window.to.getTime() };
  const { enrolledAt, departedAt, heardAt } = window.sensor;
  const moments = [
    enrolledAt.getTime(),
    ...(heardAt ? [heardAt.getTime()] : []),
    ...events.filter(({ kind }) => kind !== "departed").map(({ at }) => at),
  ];
  const heard = mergeSigns([...points, ...moments.map((at) => moment(at, range.to))]);
  const firstSignAt = heard[0]?.from ?? range.to;
  const spans = statusTimeline({
    ...range,
    heard,
    threshold,
    outages: await readOutages(ctx, Math.min(firstSignAt, range.from), range.to),
    lives: livesOf(events, {
      firstSignAt,
      enrolledAt: enrolledAt.getTime(),
      departedAt: departedAt?.getTime() ?? null,
    }),
    knownFrom: Math.floor(range.to / dayMs - retention.metricsDays) * dayMs,
  });
  return view(spans, range);
}

/** A sign that is ahead of our clock counts as one of now. */
function moment(at: number, to: number): Range {
  return { from: Math.min(at, to), to: Math.min(at, to) };
}

/** Points that follow each other closely are one range; the first may lie before the window. */
async function readPoints(
  ctx: Ctx,
  id: string,
  { from, to }: HistoryWindow,
  closeMs: number,
): Promise<Range[]> {
  const rows = await ctx.db.$queryRaw<{ from: number; to: number }[]>`
    WITH before AS (
      SELECT at FROM sensor_metric WHERE sensor_id = ${id}::uuid AND at <= ${from}
      ORDER BY at DESC LIMIT 1),
    points AS MATERIALIZED (
      SELECT at, lag(at) OVER (ORDER BY at) AS last FROM (
        SELECT at FROM sensor_metric WHERE sensor_id = ${id}::uuid AND at > ${from} AND at <= ${to}
        UNION ALL SELECT at FROM before) each),
    first AS (
      SELECT at, last FROM points
      WHERE last IS NULL OR at - last > ${closeMs} * interval '1 millisecond')
    SELECT (extract(epoch FROM at) * 1000)::float8 AS "from",
      (extract(epoch FROM coalesce(lead(last) OVER (ORDER BY at), (SELECT max(at) FROM points)))
        * 1000)::float8 AS "to"
    FROM first ORDER BY at`;
  return rows;
}

async function readEvents(ctx: Ctx, sensorId: string, to: Date) {
  const rows = await ctx.db.sensorEvent.findMany({
    where: { sensorId, at: { lte: to } },
    orderBy: { at: "asc" },
    select: { at: true, kind: true },
  });
  return rows.flatMap(({ at, kind }) =>
    kind === "terminating" ? [] : [{ at: at.getTime(), kind }],
  );
}

/** Gaps in which no gateway listened, the one that lasts included. */
async function readOutages(ctx: Ctx, from: number, to: number): Promise<Range[]> {
  const [rows, listening] = await Promise.all([
    ctx.db.listeningOutage.findMany({
      where: { endedAt: { gt: new Date(from) }, beganAt: { lt: new Date(to) } },
      orderBy: { beganAt: "asc" },
    }),
    ctx.db.listening.findUnique({ where: { id: 1 } }),
  ]);
  const outages = rows.map(({ beganAt, endedAt }) => ({
    from: beganAt.getTime(),
    to: endedAt.getTime(),
  }));
  const lastMs = listening?.lastAt.getTime() ?? to;
  return to - lastMs > deafMs ? [...outages, { from: lastMs, to }] : outages;
}

function view(spans: readonly Span[], range: Range): SensorTimeline {
  const iso = (ms: number) => new Date(ms).toISOString();
  const seconds: SensorTimeline["seconds"] = {};
  for (const { from, to, status } of spans)
    seconds[status] = (seconds[status] ?? 0) + (to - from) / 1000;
  return {
    from: iso(range.from),
    to: iso(range.to),
    spans: coarseTimeline(spans, range, spansMax).map(({ from, to, status }) => ({
      from: iso(from),
      to: iso(to),
      status,
    })),
    seconds,
  };
}
