"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronRight, Radio, SearchX } from "lucide-react";
import Link from "next/link";
import type { ClusterDetail, OneCluster } from "../../server/clusters/schema.ts";
import { problemCode } from "../api/problem.ts";
import { useTRPC } from "../api/trpc.ts";
import { clusterSensorsHref } from "../sensors/search-params.ts";
import { LiveIndicator } from "../shell/live-indicator.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ClusterFacts } from "./cluster-facts.tsx";
import { clusterHref } from "./cluster-href.ts";
import { ClusterTokens } from "./cluster-tokens.tsx";
import { DeployToCluster } from "./deploy-to-cluster.tsx";
import { MissingNodes } from "./missing-nodes.tsx";
import { VersionShares } from "./version-shares.tsx";

export function ClusterScreen({ cluster }: { cluster: OneCluster }) {
  const trpc = useTRPC();
  const found = useQuery(trpc.clusters.get.queryOptions(cluster));
  if (found.isPending) return <Skeleton className="h-96 rounded-xl" />;
  if (!found.data) {
    return problemCode(found.error) === "NotFound" ? (
      <EmptyState
        icon={SearchX}
        title="Nothing is known of this cluster"
        action={
          <>
            <Button asChild>
              <Link href="/clusters">All clusters</Link>
            </Button>
            <DeployToCluster name={cluster.name} isPrimary />
          </>
        }
      >
        No sensor is in it. A cluster without sensors is forgotten a day after its last report.
      </EmptyState>
    ) : (
      <FailedState what="The cluster" error={found.error} onRetry={() => found.refetch()} />
    );
  }
  return (
    <>
      <nav aria-label="Breadcrumb" className="mb-3 flex items-center gap-1 text-ink-muted">
        <Link href="/clusters" className="rounded hover:text-ink">
          Clusters
        </Link>
        <ChevronRight aria-hidden className="size-3.5" />
        <span aria-current="page" className="truncate">
          {found.data.name}
        </span>
      </nav>
      <Header cluster={found.data} />
      <Namesakes cluster={found.data} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid min-w-0 gap-4">
          <MissingNodes cluster={found.data} />
          <ClusterTokens tokens={found.data.tokens} />
        </div>
        <div className="grid min-w-0 gap-4">
          <ClusterFacts cluster={found.data} />
          <VersionShares cluster={found.data} />
        </div>
      </div>
    </>
  );
}

function Header({ cluster: { name } }: { cluster: ClusterDetail }) {
  return (
    <PageHeader
      title={<span className="break-all">{name}</span>}
      help={{ page: "clusters" }}
      description={<LiveIndicator />}
      actions={
        <>
          <DeployToCluster name={name} />
          <Button asChild>
            <Link href={clusterSensorsHref(name)}>
              <Radio aria-hidden />
              Sensors
            </Link>
          </Button>
        </>
      }
    />
  );
}

/** A cluster that was made anew under its name, or hosts that call themselves so. */
function Namesakes({ cluster: { name, namesakes } }: { cluster: ClusterDetail }) {
  if (namesakes.length === 0) return null;
  return (
    <Notice tone="info" title="The name stands for more than this cluster" className="mb-4">
      <ul>
        {namesakes.map((uid) => (
          <li key={uid}>
            <Link
              href={clusterHref({ name, uid, hasNamesakes: true })}
              className="text-accent hover:underline"
            >
              {uid === null ? "Sensors that are on no node" : `The cluster with the UID ${uid}`}
            </Link>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
