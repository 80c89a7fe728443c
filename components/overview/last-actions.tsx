"use client";
import { useQuery } from "@tanstack/react-query";
import { KeyRound, UserRound } from "lucide-react";
import Link from "next/link";
import type { ActivityRow } from "../../server/activity/schema.ts";
import { targetHref } from "../activity/target-href.ts";
import { actionWords } from "../activity/words.ts";
import { useTRPC } from "../api/trpc.ts";
import { FailedState } from "../table/failed-state.tsx";
import { RelativeTime } from "../time/time.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Card, number } from "./card.tsx";

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
          (entry) => entry.type === "action" && <Action key={entry.seq} entry={entry} />,
        )}
      </ol>
    </Card>
  );
}

type ActionEntry = Extract<ActivityRow, { type: "action" }>;

function Action({ entry }: { entry: ActionEntry }) {
  const { at, action, actor, actorName, target, targetName, details } = entry;
  const href = targetHref(target);
  const many = typeof details.count === "number" && details.count > 1 ? details.count : null;
  const name = targetName ?? (many === null ? null : `×${number(many)}`);
  const Icon = actor.startsWith("api-key:") ? KeyRound : UserRound;
  return (
    <li className="grid grid-cols-[1rem_minmax(0,1fr)_auto] items-baseline gap-x-3 px-4 py-2.5">
      <Icon aria-hidden className="size-4 self-center text-ink-muted" />
      <span className="min-w-0 break-words">
        <span className="font-medium">{actorName}</span> <span className="text-ink-muted">·</span>{" "}
        {actionWords(action)}{" "}
        {name && href ? (
          <Link href={href} className="font-medium text-accent hover:underline">
            {name}
          </Link>
        ) : (
          name && <span className="font-medium">{name}</span>
        )}
      </span>
      <span className="whitespace-nowrap text-ink-muted text-xs">
        <RelativeTime at={at} />
      </span>
    </li>
  );
}
