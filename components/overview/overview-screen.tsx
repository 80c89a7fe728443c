"use client";
import { useQuery } from "@tanstack/react-query";
import type { Overview } from "../../server/overview/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { DeployLink } from "../deploy/deploy-link.tsx";
import { PauseBanner } from "../lifecycle/pause-banner.tsx";
import { LiveIndicator } from "../shell/live-indicator.tsx";
import { useMay } from "../shell/me.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { AlertsCard } from "./alerts-card.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { FleetPanel } from "./fleet-panel.tsx";
import { LastActions } from "./last-actions.tsx";
import { LastDay } from "./last-day.tsx";
import { MissingNodesLine } from "./missing-nodes-line.tsx";
import { OverviewSkeleton } from "./overview-skeleton.tsx";
import { PoolsCard } from "./pools-card.tsx";
import { RefusalsCard } from "./refusals-card.tsx";
import { RemovalCard } from "./removal-card.tsx";
import { SeatsCard } from "./seats-card.tsx";
import { TokensCard } from "./tokens-card.tsx";
import { VersionsCard } from "./versions-card.tsx";

/** What an admin wants to know at nine in the morning; every number leads to what is behind it. */
export function OverviewScreen() {
  const trpc = useTRPC();
  const mayOperate = useMay("operate");
  const overview = useQuery(trpc.overview.get.queryOptions());
  // What the live feed brings once a second, without asking for it.
  const live = useQuery(trpc.sensors.counts.queryOptions({}, { enabled: false }));
  const counts = live.data ?? overview.data?.counts;
  const isNew = counts?.total === 0 && counts.departed === 0;
  return (
    <>
      <PauseBanner />
      <PageHeader
        title="Overview"
        help={{ page: "overview" }}
        description={<LiveIndicator />}
        actions={mayOperate && overview.data && !isNew && <DeployLink />}
      />
      {overview.isPending ? (
        <OverviewSkeleton />
      ) : !overview.data || !counts ? (
        overview.error && (
          <FailedState
            what="The overview"
            error={overview.error}
            onRetry={() => overview.refetch()}
          />
        )
      ) : isNew ? (
        <NewFleet overview={overview.data} />
      ) : (
        <Cards overview={{ ...overview.data, counts }} />
      )}
    </>
  );
}

/** Nothing has enrolled yet; what failed to is what somebody waits for now. */
function NewFleet({ overview }: { overview: Overview }) {
  return (
    <div className="grid gap-4">
      <FirstSteps />
      {overview.refusals.attempts > 0 && <RefusalsCard refusals={overview.refusals} />}
    </div>
  );
}

function Cards({ overview }: { overview: Overview }) {
  const { clusters, counts, lastDay, pools, refusals, tokens, seats, versions } = overview;
  return (
    <div className="grid gap-4">
      <FleetPanel counts={counts} />
      <MissingNodesLine clusters={clusters} />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_24rem] xl:grid-rows-[auto_1fr]">
        <div className="grid min-w-0 gap-4 md:grid-cols-2">
          <AlertsCard />
          <PoolsCard pools={pools} />
          <RefusalsCard refusals={refusals} />
          <TokensCard tokens={tokens} />
        </div>
        <div className="grid min-w-0 content-start gap-4 md:max-xl:grid-cols-2 xl:row-span-2">
          <LastDay lastDay={lastDay} />
          <RemovalCard />
          <SeatsCard seats={seats} counts={counts} />
          <VersionsCard versions={versions} total={counts.total} />
        </div>
        <div className="min-w-0">
          <LastActions />
        </div>
      </div>
    </div>
  );
}
