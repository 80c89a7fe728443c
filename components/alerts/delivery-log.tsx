"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import type { DeliveryView } from "../../server/alerts/schema.ts";
import { useTRPC, useTRPCClient } from "../api/trpc.ts";
import { usePages } from "../api/use-pages.ts";
import { FailedState } from "../table/failed-state.tsx";
import { Button } from "../ui/button.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { DeliveryRow } from "./delivery-row.tsx";

const limit = 10;
const views = [
  ["all", "All"],
  ["pending", "Waiting"],
  ["failed", "Failed"],
] as const;
const parseView = parseAsStringLiteral(["all", "pending", "failed"]).withDefault("all");
/** While something waits, its state changes by itself. */
const readAgainMs = 4_000;

/** What was sent, what waits and what failed, newest first. */
export function DeliveryLog() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [view, setView] = useQueryState("deliveries", parseView);
  const input = { limit, ...(view !== "all" && { state: view }) };
  const { query: log, items } = usePages({
    key: [...trpc.webhooks.deliveries.pathKey(), { pages: input }],
    read: (page, signal) => client.webhooks.deliveries.query({ ...input, ...page }, { signal }),
    readAgainMs: (shown) => shown.some(isOnItsWay) && readAgainMs,
  });
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium">Deliveries</h3>
        <Segmented label="Deliveries shown" value={view} options={views} onChange={setView} />
      </div>
      <div className="overflow-hidden rounded-lg border">
        {log.isPending && <Skeleton className="m-4 h-24" />}
        {log.isError && !log.data && (
          <FailedState what="The delivery log" error={log.error} onRetry={() => log.refetch()} />
        )}
        {log.data && items.length === 0 && (
          <p className="px-4 py-6 text-center text-ink-muted">{nothing[view]}</p>
        )}
        <ul className="divide-y">
          {items.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} />
          ))}
        </ul>
        {log.hasNextPage && (
          <div className="border-t p-2 text-center">
            <Button
              variant="ghost"
              size="sm"
              pending={log.isFetchingNextPage}
              onClick={() => log.fetchNextPage()}
            >
              Show older
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

const nothing = {
  all: "Nothing was sent yet. Alerts show here once one is raised.",
  pending: "Nothing waits.",
  failed: "Nothing failed.",
} as const;

const isOnItsWay = ({ state, nextAt }: DeliveryView) => state === "pending" && nextAt === null;
