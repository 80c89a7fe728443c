"use client";
import { useQuery } from "@tanstack/react-query";
import { Activity, ChevronRight, LogOut, Radio, SearchX } from "lucide-react";
import Link from "next/link";
import { spanOfTime } from "../../server/duration.ts";
import type { PoolView } from "../../server/pools/schema.ts";
import { problemCode } from "../api/problem.ts";
import { useTRPC } from "../api/trpc.ts";
import { poolSensorsHref } from "../sensors/search-params.ts";
import { PageHeader } from "../shell/page-header.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { tokenHref } from "../tokens/token-link.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Facts } from "../ui/facts.tsx";
import { Panel } from "../ui/panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ExpectedSize } from "./expected-size.tsx";
import { HoursChart } from "./hours-chart.tsx";
import { number, PoolStatuses, percent, rate, reasonsText } from "./pool-cells.tsx";

export function PoolScreen({ poolKey }: { poolKey: string }) {
  const trpc = useTRPC();
  const pool = useQuery(trpc.pools.get.queryOptions({ key: poolKey }));
  if (pool.isPending) return <Skeleton className="h-96 rounded-xl" />;
  if (!pool.data) {
    return problemCode(pool.error) === "NotFound" ? (
      <EmptyState
        icon={SearchX}
        title="Nothing is known of this pool"
        action={
          <Button asChild>
            <Link href="/pools">All pools</Link>
          </Button>
        }
      >
        No sensor is in it, and none left it in the last seven days.
      </EmptyState>
    ) : (
      <FailedState what="The pool" error={pool.error} onRetry={() => pool.refetch()} />
    );
  }
  return (
    <>
      <nav aria-label="Breadcrumb" className="mb-3 flex items-center gap-1 text-ink-muted">
        <Link href="/pools" className="rounded hover:text-ink">
          Pools
        </Link>
        <ChevronRight aria-hidden className="size-3.5" />
        <span aria-current="page" className="truncate">
          {pool.data.label}
        </span>
      </nav>
      <PoolHeader pool={pool.data} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <Panel title="Joins and departures, 24 hours">
          <HoursChart hours={pool.data.hours} />
        </Panel>
        <PoolFacts pool={pool.data} />
      </div>
    </>
  );
}

function PoolHeader({ pool }: { pool: PoolView }) {
  return (
    <PageHeader
      title={<span className="break-all">{pool.tokenId ? `${pool.label}…` : pool.label}</span>}
      description={
        pool.tokenId ? (
          <>
            Sensors of one{" "}
            <Link href={tokenHref(pool.tokenId)} className="text-accent hover:underline">
              enrollment token
            </Link>
            {pool.description && `: ${pool.description}`}
          </>
        ) : (
          <>
            Sensors with the tag <code className="text-ink">pool:{pool.label}</code>
          </>
        )
      }
      actions={
        <>
          <Button asChild>
            <Link href={`/activity?pool=${encodeURIComponent(pool.key)}`}>
              <Activity aria-hidden />
              Activity
            </Link>
          </Button>
          <Button asChild>
            <Link href={`/sensors/departed?pool=${encodeURIComponent(pool.key)}`}>
              <LogOut aria-hidden />
              Departed
            </Link>
          </Button>
          <Button asChild>
            <Link href={poolSensorsHref(pool.key)}>
              <Radio aria-hidden />
              Sensors
            </Link>
          </Button>
        </>
      }
    />
  );
}

const span = (seconds: number | null) => (seconds === null ? "–" : spanOfTime(seconds));

function PoolFacts({ pool }: { pool: PoolView }) {
  return (
    <Panel title="Numbers">
      <Facts
        facts={[
          { label: "Sensors", value: <ExpectedSize pool={pool} /> },
          { label: "Status", value: <PoolStatuses pool={pool} /> },
          { label: "Ephemeral", value: percent(pool.ephemeralShare) },
          { label: "Joined, 24 h", value: number(pool.joined) },
          {
            label: "Departed, 24 h",
            value: [number(pool.departed), reasonsText(pool)].filter(Boolean).join(": "),
          },
          { label: "Churn per hour", value: rate(pool.churnPerHour) },
          { label: "Median life, 7 d", value: span(pool.lifeSpanSeconds) },
          {
            label: "First heartbeat",
            value: (
              <span title="95 of 100 installations of the last seven days took no longer">
                {span(pool.firstHeartbeatSeconds)}
              </span>
            ),
          },
        ]}
      />
    </Panel>
  );
}
