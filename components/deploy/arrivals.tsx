"use client";
import { useQuery } from "@tanstack/react-query";
import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import { problemText } from "../api/problem.ts";
import { useTRPC } from "../api/trpc.ts";
import { StatusBadge } from "../sensors/status-badge.tsx";
import { RelativeTime } from "../time/time.tsx";
import { tokenHref } from "../tokens/token-link.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const shownMax = 20;

/** The sensors that a token enrolls, as they arrive. */
export function Arrivals({ tokenId }: { tokenId: string }) {
  const trpc = useTRPC();
  const token = useQuery(trpc.tokens.get.queryOptions({ id: tokenId }));
  if (token.isPending) return <Skeleton className="h-16" />;
  if (!token.data) {
    return (
      <Notice tone="danger" role="alert" title="The sensors could not be loaded">
        {problemText(token.error)}
      </Notice>
    );
  }
  const { uses, maxUses, sensors, state } = token.data;
  const expected = maxUses ?? uses;
  const isWaiting = state === "active";
  return (
    <div className="grid gap-3">
      <Progress uses={uses} expected={expected} isWaiting={isWaiting} />
      {isWaiting && sensors.length === 0 && (
        <p className="text-ink-muted text-xs">
          They appear here within seconds of enrolling. When one does not,{" "}
          <Link href="/sensors/failed" className="text-accent underline underline-offset-4">
            Failed Enrollments
          </Link>{" "}
          says why.
        </p>
      )}
      {sensors.length > 0 && (
        <ul className="divide-y overflow-hidden rounded-lg border">
          {sensors.slice(0, shownMax).map(({ id, name, status, enrolledAt }) => (
            <li
              key={id}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 px-3.5 py-2.5 sm:grid-cols-[8rem_minmax(0,1fr)_auto]"
            >
              <StatusBadge status={status} />
              <Link
                href={`/sensors/${id}`}
                className="truncate font-medium text-accent hover:underline max-sm:col-start-1 max-sm:row-start-1"
              >
                {name}
              </Link>
              <span className="text-ink-muted text-xs">
                enrolled <RelativeTime at={enrolledAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {uses > shownMax && (
        <p className="text-ink-muted text-xs">
          The newest {shownMax}; the{" "}
          <Link href={tokenHref(tokenId)} className="text-accent underline underline-offset-4">
            token
          </Link>{" "}
          has all of them.
        </p>
      )}
    </div>
  );
}

interface ProgressProps {
  uses: number;
  expected: number;
  isWaiting: boolean;
}

function Progress({ uses, expected, isWaiting }: ProgressProps) {
  return (
    <div className="grid gap-2">
      <p role="status" className="flex items-center gap-2.5 tabular-nums">
        {isWaiting && <LoaderCircle aria-hidden className="size-4 animate-spin text-ink-muted" />}
        {uses === 0 && isWaiting
          ? "Waiting for sensors…"
          : `${uses.toLocaleString("en-US")} of ${expected.toLocaleString("en-US")} expected`}
      </p>
      <span aria-hidden className="h-1 overflow-hidden rounded-full bg-line">
        <span
          className="block h-full rounded-full bg-accent transition-[width]"
          style={{ width: `${expected > 0 ? Math.min(100, (uses / expected) * 100) : 0}%` }}
        />
      </span>
    </div>
  );
}
