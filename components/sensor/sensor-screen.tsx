"use client";
import { useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import Link from "next/link";
import { problemCode } from "../api/problem.ts";
import { useTRPC } from "../api/trpc.ts";
import { AuditTrail } from "../audit/audit-trail.tsx";
import { DepartureNotice } from "../departed/departure-notice.tsx";
import { LifePanel } from "../departed/life-panel.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { hostSize } from "./host-size.ts";
import { MetricPanels } from "./metric-panels.tsx";
import { ProgramsPanel } from "./programs-panel.tsx";
import { SensorFacts } from "./sensor-facts.tsx";
import { SensorHeader } from "./sensor-header.tsx";
import { TimelinePanel } from "./timeline-panel.tsx";

export function SensorScreen({ id }: { id: string }) {
  const trpc = useTRPC();
  const sensor = useQuery(trpc.sensors.get.queryOptions({ id }));
  const hasDeparted = Boolean(sensor.data?.departed);
  const departed = useQuery(trpc.departed.get.queryOptions({ id }, { enabled: hasDeparted }));
  const record = hasDeparted ? departed.data : undefined;
  if (sensor.isPending) return <SensorSkeleton />;
  if (!sensor.data) {
    return problemCode(sensor.error) === "NotFound" ? (
      <EmptyState
        icon={SearchX}
        title="There is no such sensor"
        action={
          <Button asChild>
            <Link href="/sensors">All sensors</Link>
          </Button>
        }
      >
        Its record may have been removed by retention. The audit keeps what happened to it.
      </EmptyState>
    ) : (
      <FailedState what="The sensor" error={sensor.error} onRetry={() => sensor.refetch()} />
    );
  }
  return (
    <>
      <SensorHeader sensor={sensor.data} />
      {record && (
        <DepartureNotice record={record} removeAfterSeconds={sensor.data.removeAfterSeconds} />
      )}
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid min-w-0 gap-4">
          {record && <LifePanel record={record} />}
          <TimelinePanel sensorId={id} hasDeparted={hasDeparted} />
          <MetricPanels sensorId={id} hasDeparted={hasDeparted} {...hostSize(sensor.data)} />
          <ProgramsPanel runtime={sensor.data.runtime} />
          <AuditTrail target={`sensor:${id}`} />
        </div>
        <SensorFacts sensor={sensor.data} />
      </div>
    </>
  );
}

function SensorSkeleton() {
  return (
    <div role="status">
      <span className="sr-only">Loading the sensor</span>
      <Skeleton className="mb-2 h-4 w-24" />
      <Skeleton className="mb-6 h-8 w-72" />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <Skeleton className="h-130 rounded-xl" />
        <Skeleton className="h-130 rounded-xl" />
      </div>
    </div>
  );
}
