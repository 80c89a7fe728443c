"use client";
import { useQuery } from "@tanstack/react-query";
import { alertLooks } from "../alerts/alert-kinds.ts";
import { useTRPC } from "../api/trpc.ts";
import { FailedState } from "../table/failed-state.tsx";
import { RelativeTime } from "../time/time.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Card, number, Quiet, Row, Rows } from "./card.tsx";

const limit = 5;

export function AlertsCard() {
  const trpc = useTRPC();
  const open = useQuery(trpc.alerts.list.queryOptions({ open: true, limit }));
  const total = open.data?.total ?? 0;
  return (
    <Card
      title="Open alerts"
      all={{
        href: "/activity?kinds=alert",
        text: total > 0 ? `${number(total)} open` : "All alerts",
      }}
    >
      {open.isPending && <Skeleton className="m-4 h-16" />}
      {open.isError && !open.data && (
        <FailedState what="The alerts" error={open.error} onRetry={() => open.refetch()} />
      )}
      {open.data && total === 0 && <Quiet>Nothing needs somebody now.</Quiet>}
      {open.data && total > 0 && (
        <Rows>
          {open.data.items.map(({ id, kind, title, page, at }) => (
            <Row
              key={id}
              href={page}
              name={title}
              note={alertLooks[kind].word}
              aside={<RelativeTime at={at} />}
            />
          ))}
        </Rows>
      )}
    </Card>
  );
}
