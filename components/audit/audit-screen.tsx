"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ScrollText, SearchX } from "lucide-react";
import { useTRPC } from "../api/trpc.ts";
import { useMay } from "../shell/me.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Pager } from "../table/pager.tsx";
import { SkeletonRows } from "../table/skeleton-rows.tsx";
import { usePaging } from "../table/use-paging.ts";
import { AbsoluteTime } from "../time/time.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { AuditRows } from "./audit-rows.tsx";
import { AuditToolbar } from "./audit-toolbar.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { useAuditParams } from "./search-params.ts";
import { useVerify, Verdict, VerifyButton } from "./verify-button.tsx";

const limit = 50;

export function AuditScreen() {
  const params = useAuditParams();
  const verify = useVerify();
  const mayVerify = useMay("administer");
  return (
    <>
      <PageHeader
        title="Audit"
        help={{ page: "audit" }}
        description="Every change, sign-in and enrollment, each entry hashed over the one before."
        actions={
          <>
            <ExportMenu filter={params.filter} />
            {mayVerify && <VerifyButton verify={verify} />}
          </>
        }
      />
      {verify.data && !verify.isPending && <Verdict verdict={verify.data} />}
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
  const { items, total, nextCursor, searchedFrom } = list.data;
  const searched = searchedFrom && <SearchedFrom at={searchedFrom} />;
  if (items.length === 0 && Object.keys(filter).length === 0) {
    return <EmptyState icon={ScrollText} title="Nothing has happened yet" />;
  }
  if (items.length === 0) {
    return (
      <EmptyState
        icon={SearchX}
        title="No entry matches"
        action={<Button onClick={clear}>Clear filters</Button>}
      >
        {searched}
      </EmptyState>
    );
  }
  return (
    <>
      <AuditRows entries={items} />
      {searched && <p className="border-t px-4 py-2.5 text-ink-muted text-xs">{searched}</p>}
      <div className="border-t">
        <Pager {...{ paging, limit, total, nextCursor }} shown={items.length} noun="entries" />
      </div>
    </>
  );
}

/** Said where a search for text did not look at every entry. */
function SearchedFrom({ at }: { at: string }) {
  return (
    <>
      Text was looked for back to <AbsoluteTime at={at} />. Set an end under Time to look further
      back; an export looks at every entry.
    </>
  );
}
