"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ScrollText, SearchX } from "lucide-react";
import { useTRPC } from "../api/trpc.ts";
import { PageHeader } from "../shell/page-header.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Pager } from "../table/pager.tsx";
import { SkeletonRows } from "../table/skeleton-rows.tsx";
import { usePaging } from "../table/use-paging.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { AuditRows } from "./audit-rows.tsx";
import { AuditToolbar } from "./audit-toolbar.tsx";
import { useAuditParams } from "./search-params.ts";

const limit = 50;

export function AuditScreen() {
  const params = useAuditParams();
  return (
    <>
      <PageHeader
        title="Audit"
        description={
          <>
            Every change, sign-in and enrollment, each entry hashed over the one before.{" "}
            <code className="font-mono text-xs">npm run cli -- audit verify</code> walks the chain.
          </>
        }
      />
      <section aria-label="Audit entries" className="rounded-xl border bg-surface shadow-raised">
        <AuditToolbar params={params} />
        <AuditPages params={params} />
      </section>
    </>
  );
}

function AuditPages({ params }: { params: ReturnType<typeof useAuditParams> }) {
  const trpc = useTRPC();
  const paging = usePaging();
  const { filter, clear } = params;
  const { cursor } = paging;
  const list = useQuery(
    trpc.audit.list.queryOptions(
      { ...filter, limit, ...(cursor && { cursor }) },
      { placeholderData: keepPreviousData },
    ),
  );
  if (list.isPending) return <SkeletonRows label="Loading the audit" />;
  if (list.isError && !list.data) {
    return <FailedState what="The audit" error={list.error} onRetry={() => list.refetch()} />;
  }
  const { items, total, nextCursor } = list.data;
  if (items.length === 0 && Object.keys(filter).length === 0) {
    return <EmptyState icon={ScrollText} title="Nothing has happened yet" />;
  }
  if (items.length === 0) {
    return (
      <EmptyState
        icon={SearchX}
        title="No entry matches"
        action={<Button onClick={clear}>Clear filters</Button>}
      />
    );
  }
  return (
    <>
      <AuditRows entries={items} />
      <div className="border-t">
        <Pager {...{ paging, limit, total, nextCursor }} shown={items.length} noun="entries" />
      </div>
    </>
  );
}
