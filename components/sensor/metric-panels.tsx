"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChartLine } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { type ReactNode, useMemo } from "react";
import type { SensorHistory } from "../../server/sensors/history-schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { FailedState } from "../table/failed-state.tsx";
import { cn } from "../ui/class-names.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useHistoryRange } from "./history-range.ts";
import { MetricChart } from "./metric-chart.tsx";
import {
  type HostSize,
  hostMetrics,
  kernelMetrics,
  type Metric,
  metricSeries,
} from "./metric-series.ts";
import { MetricTable } from "./metric-table.tsx";

const shapes = [
  ["charts", "Charts"],
  ["table", "Table"],
] as const;

interface MetricPanelsProps extends HostSize {
  sensorId: string;
  hasDeparted: boolean;
}

/** What the kernel did, and what sensor and host use: as charts, or the same numbers as a table. */
export function MetricPanels({ sensorId, hasDeparted, cpus, memoryBytes }: MetricPanelsProps) {
  const trpc = useTRPC();
  const { hours, everyMs, word } = useHistoryRange();
  const [shape, setShape] = useQueryState(
    "show",
    parseAsStringLiteral(["charts", "table"]).withDefault("charts"),
  );
  const history = useQuery(
    trpc.sensors.history.queryOptions(
      { id: sensorId, hours },
      { placeholderData: keepPreviousData, refetchInterval: hasDeparted ? false : everyMs },
    ),
  );
  const ofHost = useMemo(() => hostMetrics({ cpus, memoryBytes }), [cpus, memoryBytes]);
  if (history.isError && !history.data) {
    return (
      <Panel title="Kernel activity">
        <FailedState what="The charts" error={history.error} onRetry={() => history.refetch()} />
      </Panel>
    );
  }
  if (history.data?.points.length === 0) {
    return (
      <Panel title="Kernel activity">
        <EmptyState icon={ChartLine} title={`Nothing was reported in ${word}`}>
          {hasDeparted
            ? "It reported nothing in this time, or retention has removed it."
            : "The first point is drawn with the first heartbeat, then one a minute."}
        </EmptyState>
      </Panel>
    );
  }
  const shown = { history: history.data, isOld: history.isPlaceholderData, shape };
  return (
    <>
      <Panel
        title="Kernel activity"
        actions={<Segmented label="Show as" value={shape} options={shapes} onChange={setShape} />}
      >
        <Metrics
          label="Kernel activity"
          columns="sm:grid-cols-2 min-[88rem]:grid-cols-3"
          metrics={kernelMetrics}
          {...shown}
        />
      </Panel>
      <Panel title="Sensor and host">
        <Metrics label="Sensor and host" columns="sm:grid-cols-2" metrics={ofHost} {...shown} />
      </Panel>
    </>
  );
}

interface MetricsProps {
  label: string;
  columns: string;
  metrics: readonly Metric[];
  /** Undefined while it loads. */
  history: SensorHistory | undefined;
  /** Of the time that was chosen before. */
  isOld: boolean;
  shape: "charts" | "table";
}

function Metrics({ label, columns, metrics, history, isOld, shape }: MetricsProps): ReactNode {
  const points = history?.points;
  const shown = useMemo(() => {
    const all = metrics.map((metric) => ({ metric, series: metricSeries(points ?? [], metric) }));
    return all.filter(({ metric, series }) => !metric.isLoss || series[1].some(Boolean));
  }, [metrics, points]);
  if (!history) return <Waiting columns={columns} metrics={metrics} />;
  if (shape === "table")
    return <MetricTable label={`${label}, values`} metrics={shown} points={history.points} />;
  const from = Date.parse(history.from) / 1000;
  const to = Date.parse(history.to) / 1000;
  return (
    <div
      aria-busy={isOld}
      className={cn("grid gap-3 transition-opacity", columns, isOld && "opacity-60")}
    >
      {shown.map(({ metric, series }) => (
        <MetricChart key={metric.label} {...{ metric, series, from, to }} />
      ))}
    </div>
  );
}

function Waiting({ columns, metrics }: Pick<MetricsProps, "columns" | "metrics">) {
  return (
    <div className={cn("grid gap-3", columns)}>
      {metrics.map(
        ({ label, isLoss }) => !isLoss && <Skeleton key={label} className="h-37.5 rounded-lg" />,
      )}
    </div>
  );
}
