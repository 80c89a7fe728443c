"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { SensorCounts, SensorFilter } from "../../server/sensors/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { DeployLink } from "../deploy/deploy-link.tsx";
import { SeatsBanner } from "../license/seats-banner.tsx";
import { ConflictNotice } from "../lifecycle/conflict-notice.tsx";
import { LiveIndicator } from "../shell/live-indicator.tsx";
import { useMay } from "../shell/me.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { FillWindow } from "../table/fill-window.tsx";
import { SkeletonRows } from "../table/skeleton-rows.tsx";
import { useDefaultView } from "../views/use-default-view.ts";
import { useLook } from "../views/use-look.ts";
import { GroupList } from "./group-list.tsx";
import { NoSensors } from "./no-sensors.tsx";
import { departedHref, useSensorParams, withoutStatus } from "./search-params.ts";
import { SensorList } from "./sensor-list.tsx";
import { StatusTiles } from "./status-tiles.tsx";
import { SensorToolbar } from "./toolbar.tsx";

export function SensorsScreen() {
  const trpc = useTRPC();
  const params = useSensorParams();
  const isDecided = useDefaultView(params);
  const looks = useLook(params);
  const mayOperate = useMay("operate");
  const { filter, view, change } = params;
  const counts = useQuery(
    trpc.sensors.counts.queryOptions(withoutStatus(filter), { placeholderData: keepPreviousData }),
  );
  const isFiltered = Object.keys(filter).length > 0;
  const isNew = !isFiltered && counts.data?.total === 0 && counts.data.departed === 0;
  const total = counts.isPlaceholderData ? undefined : totalOf(counts.data, filter);
  const look = looks.look;
  return (
    <FillWindow>
      <PageHeader
        title="Sensors"
        help={{ page: "sensors" }}
        description={<LiveIndicator />}
        actions={mayOperate && !isNew && <DeployLink />}
      />
      {isNew ? (
        <NoSensors />
      ) : (
        <>
          <SeatsBanner />
          <ConflictNotice />
          <StatusTiles
            counts={counts.data}
            chosen={view.status}
            onChoose={(status) => change({ status })}
            departedHref={departedHref(filter)}
          />
          <section
            aria-label="Sensor list"
            className="relative rounded-xl border bg-surface shadow-raised md:flex md:min-h-0 md:flex-col"
          >
            <SensorToolbar params={params} looks={looks} />
            {!isDecided ? (
              <SkeletonRows label="Loading sensors" rows={12} />
            ) : view.group === null ? (
              <SensorList {...{ params, look, total }} />
            ) : (
              <GroupList {...{ params, look }} group={view.group} />
            )}
          </section>
        </>
      )}
    </FillWindow>
  );
}

/** How many the list has: of the counts without the status filter, those of its statuses. */
function totalOf(counts: SensorCounts | undefined, { status }: SensorFilter): number | undefined {
  if (!counts || !status?.length) return counts?.total;
  return status.reduce((sum, each) => sum + counts[each], 0);
}
