"use client";
import Link from "next/link";
import { type ActivityKind, sensorEventKinds } from "../../server/activity/schema.ts";
import { problemText } from "../api/problem.ts";
import { useTRPC, useTRPCClient } from "../api/trpc.ts";
import { usePages } from "../api/use-pages.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ClockTime } from "./row-layout.tsx";
import { eventIcons } from "./single-row.tsx";
import { count, eventWords } from "./words.ts";

const limit = 20;

interface HourEventsProps {
  pool: string;
  hour: string;
  kinds: ActivityKind[] | undefined;
}

/** The single events behind a roll-up. */
export function HourEvents({ pool, hour, kinds }: HourEventsProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const narrowed = sensorEventKinds.filter((kind) => kinds?.includes(kind));
  const input = { pool, hour, limit, ...(narrowed.length > 0 && { kinds: narrowed }) };
  const {
    query: events,
    items,
    total,
  } = usePages({
    key: [...trpc.activity.events.pathKey(), { pages: input }],
    read: (page, signal) => client.activity.events.query({ ...input, ...page }, { signal }),
  });
  if (events.isPending) return <Skeleton className="my-2 ml-5 h-16" />;
  if (events.isError && !events.data) {
    return (
      <Notice
        tone="danger"
        role="alert"
        className="my-2 ml-5"
        title="The events could not be loaded"
      >
        {problemText(events.error)}
      </Notice>
    );
  }
  return (
    <div className="my-1 ml-1.5 border-l pl-4">
      <ul>
        {items.map((event) => {
          const Icon = eventIcons[event.kind];
          return (
            <li key={event.id} className="flex items-center gap-2.5 py-0.5">
              <span className="w-10 shrink-0">
                <ClockTime at={event.at} />
              </span>
              <Icon aria-hidden className="size-3.5 shrink-0 text-ink-muted" />
              <span className="min-w-0 break-words">
                <Link
                  href={`/sensors/${event.sensorId}`}
                  className="font-mono text-[0.8125rem] hover:text-accent hover:underline"
                >
                  {event.sensorName}
                </Link>{" "}
                <span className="text-ink-muted">{eventWords(event)}</span>
              </span>
            </li>
          );
        })}
      </ul>
      {events.hasNextPage && (
        <Button
          variant="ghost"
          size="sm"
          pending={events.isFetchingNextPage}
          onClick={() => events.fetchNextPage()}
        >
          Show more of {count(total - items.length)}
        </Button>
      )}
    </div>
  );
}
