"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import type { z } from "zod";
import type { MetricPoint } from "../../server/sensors/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { FailedState } from "../table/failed-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { type Counter, counters, rateSeries } from "./kernel-series.ts";
import { RateChart } from "./rate-chart.tsx";

const ranges = [
  ["1h", "1 h"],
  ["24h", "24 h"],
  ["7d", "7 d"],
] as const;
const hoursOf = { "1h": 1, "24h": 24, "7d": 168 } as const;

const labels: Record<Counter, string> = {
  exec: "Processes started (exec)",
  exit: "Processes ended (exit)",
  connect: "TCP opened (connect)",
  accept: "TCP accepted (accept)",
  close: "TCP closed (close)",
  listen: "Sockets listening (listen)",
  lost: "Records lost",
};

export function KernelPanel({ sensorId }: { sensorId: string }) {
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
      ) : (
        <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          {history.data ? (
            <Charts points={history.data} until={history.dataUpdatedAt} hours={hours} />
          ) : (
            counters.map((counter) => <Skeleton key={counter} className="h-37" />)
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
    () => counters.map((counter) => [counter, rateSeries(points, counter)] as const),
    [points],
  );
  return charts.map(([counter, series]) => (
    <RateChart
      key={counter}
      label={labels[counter]}
      series={series}
      from={from}
      to={to}
      isLoss={counter === "lost"}
    />
  ));
}
