"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Boxes, SearchX, TriangleAlert } from "lucide-react";
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
import { PoolCards } from "./pool-cards.tsx";
import { PoolTable } from "./pool-table.tsx";
import { usePoolParams } from "./search-params.ts";

const limit = 50;

export function PoolsScreen() {
  const params = usePoolParams();
  const { view, change } = params;
  return (
    <>
      <PageHeader
        title="Pools"
        help={{ page: "pools" }}
        description="Sensors that share a pool: tag, or else a token: how many there are, come and go."
        actions={<LiveIndicator />}
      />
      <section aria-label="Pool list" className="rounded-xl border bg-surface shadow-raised">
        <div className="flex flex-wrap items-center gap-2 border-b p-3">
          <SearchBox
            label="Search pool or token"
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
            Fewer than expected
          </Button>
        </div>
        <Pools params={params} />
      </section>
    </>
  );
}

function Pools({ params }: { params: ReturnType<typeof usePoolParams> }) {
  const trpc = useTRPC();
  const paging = usePaging();
  const isNarrow = useIsNarrow();
  const { filter, order, change, clear } = params;
  const { cursor } = paging;
  const list = useQuery(
    trpc.pools.list.queryOptions(
      { ...filter, ...order, limit, ...(cursor && { cursor }) },
      { placeholderData: keepPreviousData },
    ),
  );
  if (list.isPending) return <SkeletonRows label="Loading pools" rows={6} />;
  if (list.isError && !list.data) {
    return <FailedState what="The pools" error={list.error} onRetry={() => list.refetch()} />;
  }
  const { items, total, nextCursor } = list.data;
  if (items.length === 0 && paging.page > 1) {
    return <Nothing title="This page is empty by now" action="First page" onAct={paging.toFirst} />;
  }
  if (items.length === 0 && Object.keys(filter).length > 0) {
    return <Nothing title="No pool matches" action="Clear filters" onAct={clear} />;
  }
  if (items.length === 0) return <NoPools />;
  return (
    <>
      <div
        aria-busy={list.isPlaceholderData}
        className={cn("transition-opacity", list.isPlaceholderData && "opacity-60")}
      >
        {isNarrow ? (
          <PoolCards pools={items} />
        ) : (
          <PoolTable pools={items} order={order} onOrder={change} />
        )}
      </div>
      <div className="border-t">
        <Pager {...{ paging, limit, total, nextCursor }} shown={items.length} noun="pools" />
      </div>
    </>
  );
}

function Nothing({ title, action, onAct }: { title: string; action: string; onAct: () => void }) {
  return (
    <EmptyState icon={SearchX} title={title} action={<Button onClick={onAct}>{action}</Button>} />
  );
}

function NoPools() {
  return (
    <EmptyState icon={Boxes} title="No pools yet">
      Give sensors a tag such as <code className="text-ink">pool:ci-workers</code>, on their token
      or when they install, and what shares it shows here as one. Sensors of a batch or cluster
      token without such a tag make up a pool too.
    </EmptyState>
  );
}
