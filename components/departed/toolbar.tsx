"use client";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { type DepartReason, departReasons } from "../../server/departed/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { DateRangeFilter } from "../table/date-range-filter.tsx";
import { FacetFilter } from "../table/facet-filter.tsx";
import { SearchBox } from "../table/search-box.tsx";
import { YesNoFilter } from "../table/yes-no-filter.tsx";
import { Button } from "../ui/button.tsx";
import { reasonLooks } from "./departure.ts";
import type { DepartedParamsState } from "./search-params.ts";

const one = (value: string | null) => (value === null ? [] : [value]);
const isReason = (text: string): text is DepartReason =>
  departReasons.some((reason) => reason === text);

export function DepartedToolbar({ params }: { params: DepartedParamsState }) {
  const trpc = useTRPC();
  const facets = useQuery(trpc.departed.facets.queryOptions());
  const { view, filter, change, clear } = params;
  const pools = new Map(facets.data?.pools.map(({ key, label }) => [key, label]));
  const tokens = new Map(facets.data?.tokens.map(({ id, prefix }) => [id, `${prefix}…`]));
  return (
    <div className="flex flex-wrap items-center gap-2 border-b p-3">
      <SearchBox
        label="Search name, host, instance, token, id"
        className="w-full sm:w-84"
        value={view.q}
        onSearch={(q) => change({ q: q || null })}
      />
      <FacetFilter
        label="Reason"
        isMultiple
        options={departReasons}
        nameOf={(reason) => (isReason(reason) ? reasonLooks[reason].word : reason)}
        chosen={view.reason}
        onChoose={(reason) => change({ reason: reason.filter(isReason) })}
      />
      <DateRangeFilter label="When" from={view.from} to={view.to} onChange={change} />
      <YesNoFilter
        label="Lifetime"
        yes="Ephemeral"
        no="Permanent"
        value={view.ephemeral}
        onChange={(ephemeral) => change({ ephemeral })}
      />
      <YesNoFilter
        label="Hold"
        yes="Held"
        no="Not held"
        value={view.held}
        onChange={(held) => change({ held })}
      />
      <FacetFilter
        label="Pool"
        options={facets.data && [...pools.keys()]}
        nameOf={(key) => pools.get(key) ?? key}
        chosen={one(view.pool)}
        onChoose={([pool = null]) => change({ pool })}
      />
      <FacetFilter
        label="Token"
        options={facets.data && [...tokens.keys()]}
        nameOf={(id) => tokens.get(id) ?? id.slice(0, 8)}
        chosen={one(view.token)}
        onChoose={([token = null]) => change({ token })}
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
