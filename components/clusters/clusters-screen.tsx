"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { SearchX, ShipWheel, TriangleAlert } from "lucide-react";
import { useTRPC } from "../api/trpc.ts";
import { LiveIndicator } from "../shell/live-indicator.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Pager } from "../table/pager.tsx";
import { SearchBox } from "../table/search-box.tsx";
import { SkeletonRows } from "../table/skeleton-rows.tsx";
import { useIsNarrow } from "../table/use-is-narrow.ts";
import { usePaging } from "../table/use-paging.ts";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/class-names.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ClusterCards } from "./cluster-cards.tsx";
import { ClusterTable } from "./cluster-table.tsx";
import { DeployToCluster } from "./deploy-to-cluster.tsx";
import { useClusterParams } from "./search-params.ts";

const limit = 50;

export function ClustersScreen() {
  const params = useClusterParams();
  const { view, change } = params;
  return (
    <>
      <PageHeader
        title="Clusters"
        help={{ page: "clusters" }}
        description="Kubernetes clusters: how many of their nodes have a sensor, and which have none."
        actions={
          <>
            <LiveIndicator />
            <DeployToCluster />
          </>
        }
      />
      <section aria-label="Cluster list" className="rounded-xl border bg-surface shadow-raised">
        <div className="flex flex-wrap items-center gap-2 border-b p-3">
          <SearchBox
            label="Search name or UID"
            className="w-full sm:w-72"
            value={view.q}
            onSearch={(q) => change({ q: q || null })}
          />
          <Button
            size="sm"
            aria-pressed={view.missing}
            className="h-9 font-normal aria-pressed:border-accent aria-pressed:bg-accent-soft/50"
            onClick={() => change({ missing: view.missing ? null : true })}
          >
            <TriangleAlert aria-hidden className="text-ink-muted" />
            Missing nodes
          </Button>
        </div>
        <Clusters params={params} />
      </section>
    </>
  );
}

function Clusters({ params }: { params: ReturnType<typeof useClusterParams> }) {
  const trpc = useTRPC();
  const paging = usePaging();
  const isNarrow = useIsNarrow();
  const { filter, order, change, clear } = params;
  const { cursor } = paging;
  const list = useQuery(
    trpc.clusters.list.queryOptions(
      { ...filter, ...order, limit, ...(cursor && { cursor }) },
      { placeholderData: keepPreviousData },
    ),
  );
  if (list.isPending) return <SkeletonRows label="Loading clusters" rows={6} />;
  if (list.isError && !list.data) {
    return <FailedState what="The clusters" error={list.error} onRetry={() => list.refetch()} />;
  }
  const { items, total, nextCursor } = list.data;
  if (items.length === 0 && paging.page > 1) {
    return <Nothing title="This page is empty by now" action="First page" onAct={paging.toFirst} />;
  }
  if (items.length === 0 && Object.keys(filter).length > 0) {
    return <Nothing title="No cluster matches" action="Clear filters" onAct={clear} />;
  }
  if (items.length === 0) return <NoClusters />;
  return (
    <>
      <div
        aria-busy={list.isPlaceholderData}
        className={cn("transition-opacity", list.isPlaceholderData && "opacity-60")}
      >
        {isNarrow ? (
          <ClusterCards clusters={items} />
        ) : (
          <ClusterTable clusters={items} order={order} onOrder={change} />
        )}
      </div>
      <div className="border-t">
        <Pager {...{ paging, limit, total, nextCursor }} shown={items.length} noun="clusters" />
      </div>
    </>
  );
}

function Nothing({ title, action, onAct }: { title: string; action: string; onAct: () => void }) {
  return (
    <EmptyState icon={SearchX} title={title} action={<Button onClick={onAct}>{action}</Button>} />
  );
}

function NoClusters() {
  return (
    <EmptyState icon={ShipWheel} title="No clusters yet" action={<DeployToCluster isPrimary />}>
      The Helm chart puts a sensor on every node. One of them tells which nodes there are, so that
      this page shows those that have none.
    </EmptyState>
  );
}
