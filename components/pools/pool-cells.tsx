"use client";
import Link from "next/link";
import type { PoolView } from "../../server/pools/schema.ts";
import { statuses } from "../../server/sensors/status.ts";
import { reasonLooks } from "../departed/departure.ts";
import { StatusIcon, statusWord } from "../sensors/status-badge.tsx";
import { cn } from "../ui/class-names.ts";

export const poolHref = (key: string): string => `/pools/${encodeURIComponent(key)}`;

export const number = (value: number) => value.toLocaleString("en-US");
/** A rate that may be small: "0.3", "12", "1,204". */
export const rate = (value: number) =>
  value.toLocaleString("en-US", { maximumFractionDigits: value < 10 ? 1 : 0 });
export const percent = (share: number | null) =>
  share === null ? "–" : `${Math.round(share * 100)}%`;

/** The whole row leads to the pool. */
export function PoolName({ pool }: { pool: PoolView }) {
  const isToken = pool.tokenId !== null;
  return (
    <span className="grid min-w-0">
      <Link
        href={poolHref(pool.key)}
        className={cn(
          "truncate rounded font-medium after:absolute after:inset-0 after:content-[''] hover:text-accent",
          isToken && "font-mono text-[0.8125rem]",
        )}
      >
        {pool.label}
        {isToken && "…"}
      </Link>
      <span className="truncate text-ink-muted text-xs">
        {isToken ? ["token", pool.description].filter(Boolean).join(" · ") : "tag"}
      </span>
    </span>
  );
}

/** How many sensors have each status: a bar for the eye, words for everybody. */
export function PoolStatuses({ pool }: { pool: PoolView }) {
  const shown = statuses.filter((status) => pool[status] > 0);
  if (shown.length === 0) return <span className="text-ink-faint">none enrolled</span>;
  return (
    <span className="grid gap-1.5">
      <span className="flex flex-wrap gap-x-3 gap-y-0.5 tabular-nums">
        {shown.map((status) => (
          <span key={status} title={statusWord(status)} className="flex items-center gap-1">
            <StatusIcon status={status} className="size-3" />
            {number(pool[status])}
            <span className="sr-only">{statusWord(status).toLowerCase()}</span>
          </span>
        ))}
      </span>
      <span aria-hidden className="flex h-1 gap-px overflow-hidden rounded-full">
        {shown.map((status) => (
          <span key={status} className={fills[status]} style={{ flexGrow: pool[status] }} />
        ))}
      </span>
    </span>
  );
}

const fills = {
  healthy: "bg-healthy",
  degraded: "bg-degraded",
  stale: "bg-stale",
  offline: "bg-offline",
} as const;

/** The most frequent reason first. */
const reasonsOf = ({ departedBy }: PoolView) =>
  Object.entries(departedBy).sort(([, a], [, b]) => b - a);

/** "3 auto-removed, 1 clean exit". */
export function reasonsText(pool: PoolView): string {
  return reasonsOf(pool)
    .map(([reason, count]) => `${number(count)} ${wordOf(reason)}`)
    .join(", ");
}

/** "auto-removed", or "mostly auto-removed" where there are others. */
export function mainReason(pool: PoolView): string {
  const [first, ...others] = reasonsOf(pool);
  if (!first) return "";
  return others.length === 0 ? wordOf(first[0]) : `mostly ${wordOf(first[0])}`;
}

const wordOf = (reason: string) =>
  reason in reasonLooks
    ? reasonLooks[reason as keyof typeof reasonLooks].word.toLowerCase()
    : reason;
