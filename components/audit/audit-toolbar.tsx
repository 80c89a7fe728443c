"use client";
import { X } from "lucide-react";
import { actorKinds } from "../../server/audit/schema.ts";
import { DateRangeFilter } from "../table/date-range-filter.tsx";
import { FacetFilter } from "../table/facet-filter.tsx";
import { SearchBox } from "../table/search-box.tsx";
import { Button } from "../ui/button.tsx";
import { ActionFilter } from "./action-filter.tsx";
import { kindWord } from "./actor-cell.tsx";
import type { useAuditParams } from "./search-params.ts";

export function AuditToolbar({ params }: { params: ReturnType<typeof useAuditParams> }) {
  const { view, filter, change, clear } = params;
  return (
    <div className="flex flex-wrap items-center gap-2 border-b p-3">
      <SearchBox
        label="Search entries"
        className="w-full sm:w-56"
        value={view.q ?? ""}
        onSearch={(q) => change({ q: q || null })}
      />
      <ActionFilter chosen={view.action} onChoose={(action) => change({ action })} />
      <FacetFilter
        label="Done by"
        isMultiple
        options={actorKinds}
        nameOf={kindWord}
        chosen={view.kind}
        onChoose={(chosen) => change({ kind: actorKinds.filter((kind) => chosen.includes(kind)) })}
      />
      <DateRangeFilter label="Time" from={view.from} to={view.to} onChange={change} />
      <SearchBox
        label="Actor"
        className="w-full sm:w-44"
        value={view.actor ?? ""}
        onSearch={(actor) => change({ actor: actor || null })}
      />
      <SearchBox
        label="Target, as in sensor:…"
        className="w-full sm:w-52"
        value={view.target ?? ""}
        onSearch={(target) => change({ target: target || null })}
      />
      {Object.keys(filter).length > 0 && (
        <Button variant="ghost" size="sm" onClick={clear}>
          <X aria-hidden />
          Clear filters
        </Button>
      )}
    </div>
  );
}
