"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CircleCheck, SearchX } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../api/trpc.ts";
import { LiveIndicator } from "../shell/live-indicator.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Pager } from "../table/pager.tsx";
import { SkeletonRows } from "../table/skeleton-rows.tsx";
import { usePaging } from "../table/use-paging.ts";
import { GenerateTokenDialog } from "../tokens/generate-token-dialog.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { AttemptGroupCard } from "./attempt-group-card.tsx";

const limit = 20;

export function FailedScreen() {
  const [isGenerating, setGenerating] = useState(false);
  return (
    <>
      <PageHeader
        title="Failed Enrollments"
        help={{ page: "failed-enrollments" }}
        description="Hosts that tried to enroll and never became sensors, by cause."
        actions={<LiveIndicator />}
      />
      <section aria-label="Causes" className="rounded-xl border bg-surface shadow-raised">
        <Groups onGenerate={() => setGenerating(true)} />
      </section>
      {isGenerating && <GenerateTokenDialog onClose={() => setGenerating(false)} />}
    </>
  );
}

function Groups({ onGenerate }: { onGenerate: () => void }) {
  const trpc = useTRPC();
  const paging = usePaging();
  const { cursor } = paging;
  const list = useQuery(
    trpc.attempts.groups.queryOptions(
      { limit, ...(cursor && { cursor }) },
      { placeholderData: keepPreviousData },
    ),
  );
  if (list.isPending) return <SkeletonRows label="Loading failed enrollments" rows={6} />;
  if (list.isError && !list.data) {
    const again = () => list.refetch();
    return <FailedState what="The failed enrollments" error={list.error} onRetry={again} />;
  }
  const { items, total, nextCursor } = list.data;
  if (items.length === 0 && paging.page > 1) {
    return (
      <EmptyState
        icon={SearchX}
        title="This page is empty by now"
        action={<Button onClick={paging.toFirst}>First page</Button>}
      />
    );
  }
  if (items.length === 0) {
    return (
      <EmptyState icon={CircleCheck} title="No failed enrollments">
        A host that is refused, or whose pre-flight fails while it reaches the Console, shows here
        with the cause and what to do.
      </EmptyState>
    );
  }
  return (
    <>
      <ul className="divide-y">
        {items.map((group) => (
          <li key={`${group.code}:${group.tokenId}`}>
            <AttemptGroupCard group={group} onGenerate={onGenerate} />
          </li>
        ))}
      </ul>
      {(nextCursor || paging.page > 1) && (
        <div className="border-t">
          <Pager {...{ paging, limit, total, nextCursor }} shown={items.length} noun="causes" />
        </div>
      )}
    </>
  );
}
