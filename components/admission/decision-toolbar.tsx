"use client";
import { X } from "lucide-react";
import { decisionOutcomes } from "../../server/admission/schema.ts";
import { useFacets } from "../sensors/filter-values.tsx";
import { DateRangeFilter } from "../table/date-range-filter.tsx";
import { FacetFilter } from "../table/facet-filter.tsx";
import { SearchBox } from "../table/search-box.tsx";
import { Button } from "../ui/button.tsx";
import { outcomeWord } from "./decision-outcome.tsx";
import type { useDecisionParams } from "./decision-params.ts";
import { RuleFilter } from "./rule-filter.tsx";

export function DecisionToolbar({ params }: { params: ReturnType<typeof useDecisionParams> }) {
  const { view, filter, change, clear } = params;
  const facets = useFacets();
  return (
    <div className="flex flex-wrap items-center gap-2 border-b p-3">
      <FacetFilter
        label="Outcome"
        options={decisionOutcomes}
        nameOf={outcomeWord}
        chosen={view.outcome ? [view.outcome] : []}
        onChoose={(chosen) =>
          change({ outcome: decisionOutcomes.find((each) => chosen.includes(each)) ?? null })
        }
      />
      <RuleFilter label="Rule" rule={view.rule} onChoose={(rule) => change({ rule })} />
      <FacetFilter
        label="Cluster"
        options={facets?.clusters.map(({ value }) => value)}
        chosen={view.cluster ? [view.cluster] : []}
        onChoose={([cluster = null]) => change({ cluster })}
      />
      <SearchBox
        label="Namespace"
        className="w-full sm:w-44"
        value={view.namespace ?? ""}
        onSearch={(namespace) => change({ namespace: namespace.trim() || null })}
      />
      <DateRangeFilter label="Time" from={view.from} to={view.to} onChange={change} />
      {Object.keys(filter).length > 0 && (
        <Button variant="ghost" size="sm" onClick={clear}>
          <X aria-hidden />
          Clear filters
        </Button>
      )}
    </div>
  );
}
