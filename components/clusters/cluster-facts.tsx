"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ClusterDetail } from "../../server/clusters/schema.ts";
import { statuses } from "../../server/sensors/status.ts";
import { useTRPC } from "../api/trpc.ts";
import { clusterSensorsHref } from "../sensors/search-params.ts";
import { StatusIcon, statusWord } from "../sensors/status-badge.tsx";
import { RelativeTime } from "../time/time.tsx";
import { type Fact, Facts } from "../ui/facts.tsx";
import { Panel } from "../ui/panel.tsx";
import { number, Protection, TokenEnd } from "./cluster-cells.tsx";

/** What is known of a cluster as a whole. */
export function ClusterFacts({ cluster }: { cluster: ClusterDetail }) {
  const { uid, reporter, reportedAt, tokenExpiresAt } = cluster;
  const facts: Fact[] = [
    { label: "Protected", value: <Protection cluster={cluster} isWide /> },
    { label: "Sensors", value: <SensorStatuses cluster={cluster} /> },
    {
      label: "UID",
      value:
        uid === null ? (
          <span className="text-ink-muted">none: its sensors are on no Kubernetes node</span>
        ) : (
          <code className="break-all font-mono text-xs">{uid}</code>
        ),
      ...(uid !== null && { copy: uid }),
    },
    { label: "Token ends", value: <TokenEnd at={tokenExpiresAt} /> },
    ...(reporter !== null && reportedAt !== null
      ? [
          { label: "Last report", value: <RelativeTime at={reportedAt} /> },
          {
            label: "Reported by",
            value: (
              <Link href={`/sensors/${reporter.id}`} className="text-accent hover:underline">
                {reporter.name}
              </Link>
            ),
          },
        ]
      : []),
  ];
  return (
    <Panel title="Cluster" bodyClassName="py-2">
      <Facts facts={facts} />
    </Panel>
  );
}

/** Each status leads to its sensors, which are counted by name: not where that stands for several. */
function SensorStatuses({ cluster: { name, namesakes, sensors } }: { cluster: ClusterDetail }) {
  const trpc = useTRPC();
  const counts = useQuery(trpc.sensors.counts.queryOptions({ cluster: name }));
  const shown = statuses.filter((status) => (counts.data?.[status] ?? 0) > 0);
  if (!counts.data || shown.length === 0 || namesakes.length > 0)
    return <span>{number(sensors)}</span>;
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-0.5 tabular-nums">
      {shown.map((status) => (
        <Link
          key={status}
          href={`${clusterSensorsHref(name)}&status=${status}`}
          title={statusWord(status)}
          className="flex items-center gap-1 rounded hover:text-accent hover:underline"
        >
          <StatusIcon status={status} className="size-3" />
          {number(counts.data[status])}
          <span className="sr-only">{statusWord(status).toLowerCase()}</span>
        </Link>
      ))}
    </span>
  );
}
