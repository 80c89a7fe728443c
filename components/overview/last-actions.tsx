"use client";
import { useQuery } from "@tanstack/react-query";
import { SingleRow } from "../activity/single-row.tsx";
import { useTRPC } from "../api/trpc.ts";
import { FailedState } from "../table/failed-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Card } from "./card.tsx";

const limit = 8;

/** What people and API keys did last. */
export function LastActions() {
  const trpc = useTRPC();
  const actions = useQuery(
    trpc.activity.list.queryOptions({ kinds: ["action"], limit, withTotal: false }),
  );
  return (
    <Card
      title="Last actions of people"
      all={{ href: "/activity?kinds=action", text: "All actions" }}
    >
      {actions.isPending && <Skeleton className="m-4 h-48" />}
      {actions.isError && !actions.data && (
        <FailedState what="The actions" error={actions.error} onRetry={() => actions.refetch()} />
      )}
      {actions.data?.items.length === 0 && (
        <p className="px-4 py-3.5 text-ink-muted">Nobody has done anything yet.</p>
      )}
      <ol className="divide-y">
        {actions.data?.items.map(
          (entry) => entry.type === "action" && <SingleRow key={entry.seq} entry={entry} />,
        )}
      </ol>
    </Card>
  );
}
