"use client";
import { X } from "lucide-react";
import { FacetFilter } from "../table/facet-filter.tsx";
import { SearchBox } from "../table/search-box.tsx";
import { DayInput } from "../time/day-input.tsx";
import { Button } from "../ui/button.tsx";
import { knownActions } from "./known-actions.ts";
import type { useAuditParams } from "./search-params.ts";

export function AuditToolbar({ params }: { params: ReturnType<typeof useAuditParams> }) {
  const { view, filter, change, clear } = params;
  return (
    <div className="flex flex-wrap items-center gap-2 border-b p-3">
      <FacetFilter
        label="Action"
        options={knownActions}
        chosen={view.action ? [view.action] : []}
        onChoose={([action = null]) => change({ action })}
      />
      <SearchBox
        label="Actor"
        className="w-full sm:w-48"
        value={view.actor ?? ""}
        onSearch={(actor) => change({ actor: actor || null })}
      />
      <SearchBox
        label="Target, as in sensor:…"
        className="w-full sm:w-56"
        value={view.target ?? ""}
        onSearch={(target) => change({ target: target || null })}
      />
      <DayInput label="From" day={view.from} onChange={(from) => change({ from })} />
      <DayInput label="To" day={view.to} onChange={(to) => change({ to })} />
      {Object.keys(filter).length > 0 && (
        <Button variant="ghost" size="sm" onClick={clear}>
          <X aria-hidden />
          Clear filters
        </Button>
      )}
    </div>
  );
}
