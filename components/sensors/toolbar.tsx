"use client";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTRPC } from "../api/trpc.ts";
import { FacetFilter } from "../table/facet-filter.tsx";
import { SearchBox } from "../table/search-box.tsx";
import { YesNoFilter } from "../table/yes-no-filter.tsx";
import { Button } from "../ui/button.tsx";
import { PoolChip, TokenChip } from "./filter-chips.tsx";
import type { useSensorParams } from "./search-params.ts";

const flavors = ["standard", "telecom"] as const;
const one = (value: string | null) => (value === null ? [] : [value]);

export function SensorToolbar({ params }: { params: ReturnType<typeof useSensorParams> }) {
  const trpc = useTRPC();
  const facets = useQuery(trpc.sensors.facets.queryOptions());
  const { view, filter, change, clear } = params;
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <div className="flex flex-wrap items-center gap-2 border-b p-3">
      <SearchBox
        label="Search name, host, tag or id"
        className="w-full sm:w-72"
        value={view.q}
        onSearch={(q) => change({ q: q || null })}
      />
      <FacetFilter
        label="Cluster"
        options={facets.data?.clusters.map(({ value }) => value)}
        chosen={one(view.cluster)}
        onChoose={([cluster = null]) => change({ cluster })}
      />
      <FacetFilter
        label="Role"
        options={facets.data?.roles.map(({ value }) => value)}
        chosen={one(view.role)}
        onChoose={([role = null]) => change({ role })}
      />
      <FacetFilter
        label="Flavor"
        options={flavors}
        chosen={one(view.flavor)}
        onChoose={([flavor]) =>
          change({ flavor: flavors.find((known) => known === flavor) ?? null })
        }
      />
      <YesNoFilter
        label="Lifetime"
        yes="Ephemeral"
        no="Permanent"
        value={view.ephemeral}
        onChange={(ephemeral) => change({ ephemeral })}
      />
      <FacetFilter
        label="Tags"
        isMultiple
        options={facets.data?.tags.map(({ value }) => value)}
        chosen={view.tag}
        onChoose={(tag) => change({ tag })}
      />
      {view.pool !== null && <PoolChip pool={view.pool} onRemove={() => change({ pool: null })} />}
      {view.token !== null && (
        <TokenChip token={view.token} onRemove={() => change({ token: null })} />
      )}
      {isFiltered && (
        <Button variant="ghost" size="sm" onClick={clear}>
          <X aria-hidden />
          Clear filters
        </Button>
      )}
    </div>
  );
}
