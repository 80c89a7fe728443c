"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import type { FleetTrend } from "../../server/overview/schema.ts";
import type { SensorCounts } from "../../server/sensors/schema.ts";
import { type Status, statuses } from "../../server/sensors/status.ts";
import { useTRPC } from "../api/trpc.ts";
import { StatusIcon, statusWord } from "../sensors/status-badge.tsx";
import { cn } from "../ui/class-names.ts";
import { Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { number } from "./card.tsx";
import { Sparkline } from "./sparkline.tsx";
import { changeWords, sparkPoints } from "./trend.ts";

const ranges = [
  ["24h", "24 h"],
  ["7d", "7 d"],
  ["30d", "30 d"],
] as const;
const hoursOf = { "24h": 24, "7d": 168, "30d": 720 } as const;
/** Samples come every five minutes. */
const everyMs = 60_000;

type Shown = Status | "all";
const shown: readonly Shown[] = ["all", ...statuses];

/** How many sensors have each status now, and how that went. */
export function FleetPanel({ counts }: { counts: SensorCounts }) {
  const trpc = useTRPC();
  const [range, setRange] = useQueryState(
    "trend",
    parseAsStringLiteral(["24h", "7d", "30d"]).withDefault("24h"),
  );
  const trend = useQuery(
    trpc.overview.trend.queryOptions(
      { hours: hoursOf[range] },
      { placeholderData: keepPreviousData, refetchInterval: everyMs },
    ),
  );
  const word = ranges.find(([each]) => each === range)?.[1] ?? range;
  return (
    <Panel
      title="Fleet"
      bodyClassName="p-0"
      actions={<Segmented label="Trend over" value={range} options={ranges} onChange={setRange} />}
    >
      <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-b-xl bg-line md:grid-cols-3 xl:grid-cols-6">
        {shown.map((status) => (
          <StatusTile
            key={status}
            {...{ status, word }}
            count={status === "all" ? counts.total : counts[status]}
            trend={trend.data}
          />
        ))}
        <li className="relative grid content-start gap-0.5 bg-surface px-4 py-3 hover:bg-sunken">
          <TileHead
            href="/sensors/departed"
            icon={<StatusIcon status="departed" />}
            label={statusWord("departed")}
            count={counts.departed}
          />
          <span className="text-ink-muted text-xs">records kept</span>
        </li>
      </ul>
    </Panel>
  );
}

interface StatusTileProps {
  status: Shown;
  count: number;
  /** Undefined while it loads. */
  trend: FleetTrend | undefined;
  /** The trend's time. */
  word: string;
}

function StatusTile({ status, count, trend, word }: StatusTileProps) {
  const label = status === "all" ? "All" : statusWord(status);
  const points = useMemo(() => trend && sparkPoints(trend, status), [trend, status]);
  const change = points && changeWords(points, count, word);
  return (
    <li className="relative grid content-start gap-0.5 bg-surface px-4 py-3 hover:bg-sunken">
      <TileHead
        href={status === "all" ? "/sensors" : `/sensors?status=${status}`}
        icon={status !== "all" && <StatusIcon status={status} />}
        label={label}
        count={count}
      />
      <span className="text-ink-muted text-xs tabular-nums">{change ?? " "}</span>
      <Sparkline
        points={points ?? []}
        now={count}
        className={cn("mt-1 h-9", status === "all" ? "text-series-1" : strokes[status])}
      />
    </li>
  );
}

const strokes = {
  healthy: "text-healthy",
  degraded: "text-degraded",
  stale: "text-stale",
  offline: "text-offline",
} as const;

interface TileHeadProps {
  href: string;
  icon: React.ReactNode;
  label: string;
  count: number;
}

/** The whole tile takes the click. */
function TileHead({ href, icon, label, count }: TileHeadProps) {
  return (
    <Link
      href={href}
      className="grid gap-0.5 rounded after:absolute after:inset-0 after:content-[''] focus-visible:-outline-offset-2"
    >
      <span className="flex items-center gap-1.5 text-ink-muted text-xs">
        {icon}
        {label}
      </span>
      <span
        className={cn(
          "font-semibold text-2xl tabular-nums leading-8",
          count === 0 && "text-ink-faint",
        )}
      >
        {number(count)}
      </span>
    </Link>
  );
}
