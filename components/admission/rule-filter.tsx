"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";
import { FacetFilter } from "../table/facet-filter.tsx";

interface RuleFilterProps {
  label: string;
  /** Id of the one that is chosen. */
  rule: string | null;
  onChoose: (rule: string | null) => void;
}

const limit = 200;

/** One of the rules; a deleted one can still be in the address. */
export function RuleFilter({ label, rule, onChoose }: RuleFilterProps) {
  const trpc = useTRPC();
  const rules = useQuery(trpc.admission.rules.list.queryOptions({ limit }));
  const items = rules.data?.items;
  return (
    <FacetFilter
      label={label}
      options={items?.map(({ id }) => id)}
      nameOf={(id) => items?.find((each) => each.id === id)?.name ?? "A deleted rule"}
      chosen={rule ? [rule] : []}
      onChoose={([chosen = null]) => onChoose(chosen)}
    />
  );
}
