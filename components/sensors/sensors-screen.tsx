"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";
import { DeployLink } from "../deploy/deploy-link.tsx";
import { SeatsBanner } from "../license/seats-banner.tsx";
import { ConflictNotice } from "../lifecycle/conflict-notice.tsx";
import { LiveIndicator } from "../shell/live-indicator.tsx";
import { useMay } from "../shell/me.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { usePaging } from "../table/use-paging.ts";
import { NoSensors } from "./no-sensors.tsx";
import { departedHref, useSensorParams, withoutStatus } from "./search-params.ts";
import { SensorList } from "./sensor-list.tsx";
import { StatusTiles } from "./status-tiles.tsx";
import { SensorToolbar } from "./toolbar.tsx";

export function SensorsScreen() {
  const trpc = useTRPC();
  const params = useSensorParams();
  const paging = usePaging();
  const mayOperate = useMay("operate");
  const { filter, view, change } = params;
  const counts = useQuery(
    trpc.sensors.counts.queryOptions(withoutStatus(filter), { placeholderData: keepPreviousData }),
  );
  const isFiltered = Object.keys(filter).length > 0;
  const isNew = !isFiltered && counts.data?.total === 0 && counts.data.departed === 0;
  return (
    <>
      <PageHeader
        title="Sensors"
        help={{ page: "sensor" }}
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
          <section aria-label="Sensor list" className="rounded-xl border bg-surface shadow-raised">
            <SensorToolbar params={params} />
            <SensorList params={params} paging={paging} />
          </section>
        </>
      )}
    </>
  );
}
