"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChartLine } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import type { z } from "zod";
import type { MetricPoint } from "../../server/sensors/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { FailedState } from "../table/failed-state.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { metricSeries, metrics } from "./kernel-series.ts";
import { MetricChart } from "./metric-chart.tsx";

const ranges = [
  ["1h", "1 h"],
  ["24h", "24 h"],
  ["7d", "7 d"],
] as const;
const hoursOf = { "1h": 1, "24h": 24, "7d": 168 } as const;

interface KernelPanelProps {
  sensorId: string;
  /** When a departed sensor left: the time shown ends then. */
  endedAt: string | null;
}

export function KernelPanel({ sensorId, endedAt }: KernelPanelProps) {
  const trpc = useTRPC();
  const [range, setRange] = useQueryState(
    "range",
    parseAsStringLiteral(["1h", "24h", "7d"]).withDefault("1h"),
  );
  const hours = hoursOf[range];
  const history = useQuery(
    trpc.sensors.history.queryOptions(
      { id: sensorId, hours },
      { placeholderData: keepPreviousData },
    ),
  );
  return (
    <Panel
      title="Kernel activity"
      actions={<Segmented label="Time range" value={range} options={ranges} onChange={setRange} />}
    >
      {history.isError && !history.data ? (
        <FailedState what="The counters" error={history.error} onRetry={() => history.refetch()} />
      ) : history.data?.length === 0 ? (
        <EmptyState icon={ChartLine} title="No counters in this time">
          {endedAt
            ? "It reported none, or retention has removed them."
            : "The first point is drawn about a minute after the first heartbeat."}
        </EmptyState>
      ) : (
        <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          {history.data ? (
            <Charts
              points={history.data}
              until={endedAt ? Date.parse(endedAt) : history.dataUpdatedAt}
              hours={hours}
            />
          ) : (
            metrics.map(({ label }) => <Skeleton key={label} className="h-37" />)
          )}
        </div>
      )}
    </Panel>
  );
}

interface ChartsProps {
  points: readonly z.infer<typeof MetricPoint>[];
  /** Unix ms. */
  until: number;
  hours: number;
}

function Charts({ points, until, hours }: ChartsProps) {
  const to = until / 1000;
  const from = to - hours * 3600;
  const charts = useMemo(
    () => metrics.map((metric) => [metric, metricSeries(points, metric)] as const),
    [points],
  );
  return charts.map(([metric, series]) => (
    <MetricChart key={metric.label} metric={metric} series={series} from={from} to={to} />
  ));
}
