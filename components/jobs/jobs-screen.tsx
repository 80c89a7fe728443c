"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ListChecks, SearchX } from "lucide-react";
import { jobKinds, jobStates } from "../../server/jobs/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { PageHeader } from "../shell/page-header.tsx";
import { FacetFilter } from "../table/facet-filter.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Pager } from "../table/pager.tsx";
import { SkeletonRows } from "../table/skeleton-rows.tsx";
import { usePaging } from "../table/use-paging.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { jobStateNames } from "./job-state.tsx";
import { JobTable } from "./job-table.tsx";
import { useJobParams } from "./search-params.ts";
import { isOpen, jobKindNames } from "./words.ts";

const limit = 50;
const followMs = 1_000;
const stateOf = new Map(jobStates.map((state) => [jobStateNames(state), state]));
const kindOf = new Map(jobKinds.map((kind) => [jobKindNames[kind], kind]));
const chosen = <Key extends string>(names: string[], of: Map<string, Key>) => {
  const keys = names.flatMap((name) => of.get(name) ?? []);
  return keys.length > 0 ? keys : null;
};

export function JobsScreen() {
  const params = useJobParams();
  const { filter, change } = params;
  return (
    <>
      <PageHeader
        title="Jobs"
        help={{ page: "bulk-jobs" }}
        description="Bulk actions of the last 90 days: how far they are, and what came of each sensor."
      />
      <section aria-label="Job list" className="rounded-xl border bg-surface shadow-raised">
        <div className="flex flex-wrap items-center gap-2 border-b p-3">
          <FacetFilter
            label="State"
            isMultiple
            options={[...stateOf.keys()]}
            chosen={(filter.state ?? []).map(jobStateNames)}
            onChoose={(names) => change({ state: chosen(names, stateOf) })}
          />
          <FacetFilter
            label="Action"
            isMultiple
            options={[...kindOf.keys()]}
            chosen={(filter.kind ?? []).map((kind) => jobKindNames[kind])}
            onChoose={(names) => change({ kind: chosen(names, kindOf) })}
          />
        </div>
        <Jobs params={params} />
      </section>
    </>
  );
}

function Jobs({ params: { filter, clear } }: { params: ReturnType<typeof useJobParams> }) {
  const trpc = useTRPC();
  const paging = usePaging();
  const { cursor } = paging;
  const list = useQuery(
    trpc.jobs.list.queryOptions(
      { ...filter, limit, ...(cursor && { cursor }) },
      {
        placeholderData: keepPreviousData,
        refetchInterval: ({ state }) => (state.data?.items.some(isOpen) ? followMs : false),
      },
    ),
  );
  if (list.isPending) return <SkeletonRows label="Loading jobs" rows={6} />;
  if (list.isError && !list.data) {
    return <FailedState what="The jobs" error={list.error} onRetry={() => list.refetch()} />;
  }
  const { items, total, nextCursor } = list.data;
  if (items.length === 0 && Object.keys(filter).length > 0) {
    return (
      <EmptyState
        icon={SearchX}
        title="No job matches"
        action={<Button onClick={clear}>Clear filters</Button>}
      />
    );
  }
  if (items.length === 0) {
    return (
      <EmptyState icon={ListChecks} title="No bulk action yet">
        Select sensors on the Sensors page to delete or tag them together; it becomes a job here.
      </EmptyState>
    );
  }
  return (
    <>
      <JobTable jobs={items} />
      <div className="border-t">
        <Pager {...{ paging, limit, total, nextCursor }} shown={items.length} noun="jobs" />
      </div>
    </>
  );
}
