"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "../api/trpc.ts";
import { FailedState } from "../table/failed-state.tsx";
import { RelativeTime } from "../time/time.tsx";
import { Panel } from "../ui/panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** The newest entries about one thing, with the way to all of them. */
export function AuditTrail({ target }: { target: string }) {
  const trpc = useTRPC();
  const trail = useQuery(trpc.audit.list.queryOptions({ target, limit: 8 }));
  return (
    <Panel
      title="Audit"
      bodyClassName="p-0"
      actions={
        <Link
          href={`/audit?target=${encodeURIComponent(target)}`}
          className="text-accent text-xs hover:underline"
        >
          All entries
        </Link>
      }
    >
      {trail.isError && !trail.data && (
        <FailedState what="The audit" error={trail.error} onRetry={() => trail.refetch()} />
      )}
      {trail.isPending && <Skeleton className="m-4 h-24" />}
      {trail.data?.items.length === 0 && <p className="p-4 text-ink-muted">No entries.</p>}
      <ul className="divide-y">
        {trail.data?.items.map(({ seq, at, action, actorName }) => (
          <li
            key={seq}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 px-4 py-2.5 sm:grid-cols-[14rem_minmax(0,1fr)_auto]"
          >
            <code className="font-mono text-[0.8125rem]">{action}</code>
            <span className="truncate text-ink-muted max-sm:order-last max-sm:col-span-2">
              {actorName}
            </span>
            <span className="text-ink-muted">
              <RelativeTime at={at} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
