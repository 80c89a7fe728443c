"use client";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { type ActivityKind, activityKinds, oneTimePool } from "../../server/activity/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { DateRangeFilter } from "../table/date-range-filter.tsx";
import { FacetFilter } from "../table/facet-filter.tsx";
import { Button } from "../ui/button.tsx";
import type { ActivityParamsState } from "./search-params.ts";

const kindNames: Record<ActivityKind, string> = {
  action: "What people did",
  alert: "Alerts",
  enrolled: "Sensors enrolled",
  revived: "Sensors that came back",
  terminating: "Ends announced by the cloud",
  departed: "Sensors that left",
};
const shownKinds = Object.keys(kindNames).filter(isKind);

function isKind(text: string): text is ActivityKind {
  return activityKinds.some((kind) => kind === text);
}

export function ActivityToolbar({ params }: { params: ActivityParamsState }) {
  const trpc = useTRPC();
  const list = useQuery(trpc.pools.list.queryOptions({ limit: 500 }));
  const { view, filter, change, clear } = params;
  const names = new Map(list.data?.items.map(({ key, label }) => [key, label]));
  names.set(oneTimePool, "One-time tokens");
  return (
    <div className="flex flex-wrap items-center gap-2 border-b p-3">
      <FacetFilter
        label="What"
        isMultiple
        options={shownKinds}
        nameOf={(kind) => (isKind(kind) ? kindNames[kind] : kind)}
        chosen={view.kinds}
        onChoose={(kinds) => change({ kinds: kinds.filter(isKind) })}
      />
      <FacetFilter
        label="Pool"
        options={list.data && [...names.keys()]}
        nameOf={(key) => names.get(key) ?? key}
        chosen={view.pool === null ? [] : [view.pool]}
        onChoose={([pool = null]) => change({ pool })}
      />
      <DateRangeFilter label="When" from={view.from} to={view.to} onChange={change} />
      {Object.keys(filter).length > 0 && (
        <Button variant="ghost" size="sm" onClick={clear}>
          <X aria-hidden />
          Clear filters
        </Button>
      )}
    </div>
  );
}
