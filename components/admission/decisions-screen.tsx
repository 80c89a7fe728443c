"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ListChecks, SearchX } from "lucide-react";
import { useTRPC } from "../api/trpc.ts";
import { FailedState } from "../table/failed-state.tsx";
import { Pager } from "../table/pager.tsx";
import { SkeletonRows } from "../table/skeleton-rows.tsx";
import { usePaging } from "../table/use-paging.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { useDecisionParams } from "./decision-params.ts";
import { DecisionRows } from "./decision-rows.tsx";
import { DecisionToolbar } from "./decision-toolbar.tsx";
import { NotConnected } from "./not-connected.tsx";

const limit = 50;
/** Pods are created at any time: new decisions come by themselves. */
const readAgainMs = 10_000;

export function DecisionsScreen() {
  const params = useDecisionParams();
  return (
    <>
      <NotConnected />
      <section aria-label="Decisions" className="rounded-xl border bg-surface shadow-raised">
        <DecisionToolbar params={params} />
        <Decisions params={params} />
      </section>
    </>
  );
}

function Decisions({ params }: { params: ReturnType<typeof useDecisionParams> }) {
  const trpc = useTRPC();
  const paging = usePaging();
  const { filter, clear } = params;
  const { cursor } = paging;
  const list = useQuery(
    trpc.admission.decisions.list.queryOptions(
      { ...filter, limit, ...(cursor && { cursor }) },
      { placeholderData: keepPreviousData, refetchInterval: readAgainMs },
    ),
  );
  if (list.isPending) return <SkeletonRows label="Loading decisions" />;
  if (list.isError && !list.data) {
    return <FailedState what="The decisions" error={list.error} onRetry={() => list.refetch()} />;
  }
  const { items, total, nextCursor } = list.data;
  if (items.length === 0 && Object.keys(filter).length > 0) {
    return (
      <EmptyState
        icon={SearchX}
        title="No decision matches"
        action={<Button onClick={clear}>Clear filters</Button>}
      />
    );
  }
  if (items.length === 0) {
    return (
      <EmptyState icon={ListChecks} title="Nothing was refused or warned about">
        Each pod that a rule denies or warns about shows here, with the rule's words. Pods that keep
        every rule are created without an entry.
      </EmptyState>
    );
  }
  return (
    <>
      <DecisionRows decisions={items} />
      <div className="border-t">
        <Pager {...{ paging, limit, total, nextCursor }} shown={items.length} noun="decisions" />
      </div>
    </>
  );
}
