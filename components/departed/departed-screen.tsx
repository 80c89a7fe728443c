"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { LogOut, SearchX } from "lucide-react";
import { useTRPC } from "../api/trpc.ts";
import { useMay } from "../shell/me.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Pager } from "../table/pager.tsx";
import { SkeletonRows } from "../table/skeleton-rows.tsx";
import { useIsNarrow } from "../table/use-is-narrow.ts";
import { usePaging } from "../table/use-paging.ts";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/class-names.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { DepartedCards } from "./departed-cards.tsx";
import { DepartedTable } from "./departed-table.tsx";
import { HoldBar } from "./hold-bar.tsx";
import { type DepartedParamsState, useDepartedParams } from "./search-params.ts";
import { DepartedToolbar } from "./toolbar.tsx";
import { useMarked } from "./use-marked.ts";

const limit = 50;

export function DepartedScreen() {
  const params = useDepartedParams();
  const trpc = useTRPC();
  const settings = useQuery(trpc.settings.get.queryOptions());
  const days = settings.data?.retention.departedDays;
  return (
    <>
      <PageHeader
        title="Departed"
        help={{ page: "ephemeral-removal" }}
        description={`Sensors that left, kept to be read ${days ? `for ${days} days` : "for a time"}. A held record is never purged.`}
      />
      <section aria-label="Departed sensors" className="rounded-xl border bg-surface shadow-raised">
        <DepartedToolbar params={params} />
        <DepartedPages params={params} />
      </section>
    </>
  );
}

function DepartedPages({ params }: { params: DepartedParamsState }) {
  const trpc = useTRPC();
  const paging = usePaging();
  const { filter, order, change, clear } = params;
  const { cursor } = paging;
  const list = useQuery(
    trpc.departed.list.queryOptions(
      { ...filter, ...order, limit, ...(cursor && { cursor }) },
      { placeholderData: keepPreviousData },
    ),
  );
  const marked = useMarked(filter);
  const mayOperate = useMay("operate");
  const isNarrow = useIsNarrow();
  if (list.isPending) return <SkeletonRows label="Loading departed sensors" />;
  if (list.isError && !list.data) {
    const again = () => list.refetch();
    return <FailedState what="The departed sensors" error={list.error} onRetry={again} />;
  }
  const { items, total, nextCursor } = list.data;
  if (items.length === 0) {
    const isFiltered = Object.keys(filter).length > 0;
    return paging.page > 1 ? (
      <NothingHere title="This page is empty by now" action="First page" onAct={paging.toFirst} />
    ) : isFiltered ? (
      <NothingHere title="No departed sensor matches" action="Clear filters" onAct={clear} />
    ) : (
      <EmptyState icon={LogOut} title="No sensor has departed">
        Sensors that say goodbye, are deleted or removed by themselves stay readable here.
      </EmptyState>
    );
  }
  const shown = mayOperate ? marked : null;
  return (
    <>
      <div
        aria-busy={list.isPlaceholderData}
        className={cn("transition-opacity", list.isPlaceholderData && "opacity-60")}
      >
        {isNarrow ? (
          <DepartedCards records={items} marked={shown} />
        ) : (
          <DepartedTable records={items} order={order} onOrder={change} marked={shown} />
        )}
      </div>
      <div className="border-t">
        <Pager {...{ paging, limit, total, nextCursor }} shown={items.length} noun="records" />
      </div>
      {shown && <HoldBar marked={shown} />}
    </>
  );
}

interface NothingHereProps {
  title: string;
  action: string;
  onAct: () => void;
}

function NothingHere({ title, action, onAct }: NothingHereProps) {
  return (
    <EmptyState icon={SearchX} title={title} action={<Button onClick={onAct}>{action}</Button>} />
  );
}
