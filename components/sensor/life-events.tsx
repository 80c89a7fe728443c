"use client";
import { eventIcons } from "../activity/single-row.tsx";
import { eventWords } from "../activity/words.ts";
import { useTRPC, useTRPCClient } from "../api/trpc.ts";
import { usePages } from "../api/use-pages.ts";
import { FailedState } from "../table/failed-state.tsx";
import { RelativeTime } from "../time/time.tsx";
import { Button } from "../ui/button.tsx";
import { Panel } from "../ui/panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import type { Sensor } from "./sensor-header.tsx";

const limit = 8;

/** Enrolled, left, came back: what befell one sensor, newest first. */
export function LifeEvents({ sensor: { id: sensorId, name: now } }: { sensor: Sensor }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { query, items, total } = usePages({
    key: trpc.sensors.events.queryKey({ id: sensorId, limit }),
    read: (page, signal) =>
      client.sensors.events.query({ id: sensorId, limit, ...page }, { signal }),
  });
  return (
    <Panel title="Life" bodyClassName="p-0">
      {query.isError && !query.data && (
        <FailedState what="The events" error={query.error} onRetry={() => query.refetch()} />
      )}
      {query.isPending && <Skeleton className="m-4 h-16" />}
      {query.data && items.length === 0 && (
        <p className="p-4 text-ink-muted">Nothing is kept; events are, for 90 days.</p>
      )}
      <ol className="divide-y">
        {items.map(({ id, at, kind, name, reason }) => {
          const Icon = eventIcons[kind];
          return (
            <li
              key={id}
              className="grid grid-cols-[1rem_minmax(0,1fr)_auto] items-baseline gap-x-3 px-4 py-2.5"
            >
              <Icon aria-hidden className="size-4 self-center text-ink-muted" />
              <span className="min-w-0 break-words first-letter:uppercase">
                {eventWords({ kind, reason })}
                {name !== now && <span className="text-ink-muted"> as {name}</span>}
              </span>
              <span className="whitespace-nowrap text-ink-muted text-xs">
                <RelativeTime at={at} />
              </span>
            </li>
          );
        })}
      </ol>
      {query.hasNextPage && (
        <div className="border-t p-2 text-center">
          <Button
            size="sm"
            pending={query.isFetchingNextPage}
            onClick={() => query.fetchNextPage()}
          >
            Show more of {total}
          </Button>
        </div>
      )}
    </Panel>
  );
}
