"use client";
import { SearchBox } from "../table/search-box.tsx";
import { DisplayMenu } from "../views/display-menu.tsx";
import { GroupMenu } from "../views/group-menu.tsx";
import type { LookChoice } from "../views/use-look.ts";
import { ViewMenu } from "../views/view-menu.tsx";
import { ClearFilters, FilterChips } from "./filter-chips.tsx";
import { FilterMenu } from "./filter-menu.tsx";
import type { SensorListParams } from "./search-params.ts";

interface SensorToolbarProps {
  params: SensorListParams;
  looks: LookChoice;
}

/** What is shown on the left, how it is shown on the right, and what narrows it below. */
export function SensorToolbar({ params, looks }: SensorToolbarProps) {
  const { view, filter, change, clear } = params;
  const { status: _, q: __, ...chips } = filter;
  const isFiltered = Object.keys(filter).length > 0;
  const hasChips = Object.keys(chips).length > 0;
  const editing = { view, change };
  return (
    <div className="grid gap-2 border-b p-3">
      <div className="flex flex-wrap items-center gap-2">
        <ViewMenu params={params} look={looks.look} />
        <SearchBox
          label="Search name, host, tag or id"
          className="order-last w-full sm:order-none sm:w-72"
          value={view.q}
          onSearch={(q) => change({ q: q || null })}
        />
        <FilterMenu {...editing} />
        {isFiltered && !hasChips && <ClearFilters onClear={clear} />}
        <div className="ml-auto flex items-center gap-2">
          <GroupMenu group={view.group} onGroup={(group) => change({ group })} />
          <DisplayMenu looks={looks} />
        </div>
      </div>
      {hasChips && (
        <div className="flex flex-wrap items-center gap-2">
          <FilterChips {...editing} />
          <ClearFilters onClear={clear} />
        </div>
      )}
    </div>
  );
}
