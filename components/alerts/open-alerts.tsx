"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "../api/trpc.ts";
import { RelativeTime } from "../time/time.tsx";
import { Panel } from "../ui/panel.tsx";
import { alertLooks } from "./alert-kinds.ts";

const shownMax = 5;

/** What needs somebody now; nothing at all while there is none. The feed below tells of failures to read. */
export function OpenAlerts() {
  const trpc = useTRPC();
  const open = useQuery(trpc.alerts.list.queryOptions({ open: true, limit: shownMax }));
  if (!open.data || open.data.total === 0) return null;
  const { items, total } = open.data;
  return (
    <Panel
      title={total === 1 ? "1 open alert" : `${total} open alerts`}
      className="mb-4 border-stale/40"
      bodyClassName="p-0"
      actions={
        total > shownMax && (
          <Link href="/activity?kinds=alert" className="text-accent text-xs hover:underline">
            All alerts
          </Link>
        )
      }
    >
      <ul className="divide-y">
        {items.map(({ id, kind, title, page, at }) => {
          const { icon: Icon, word } = alertLooks[kind];
          return (
            <li key={id} className="flex items-center gap-3 px-4 py-2.5">
              <Icon aria-label={word} className="size-4 shrink-0 text-stale" />
              <Link
                href={page}
                className="min-w-0 flex-1 break-words font-medium hover:text-accent hover:underline"
              >
                {title}
              </Link>
              <span className="shrink-0 text-ink-muted text-xs">
                <RelativeTime at={at} />
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
