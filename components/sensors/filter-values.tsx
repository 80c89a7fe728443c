"use client";
import { useQuery } from "@tanstack/react-query";
import type { SensorFacets } from "../../server/sensors/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { FacetOptions } from "../table/facet-options.tsx";
import type { FilterEditorProps } from "./filter-params.ts";

const itself = (value: string) => value;

/** The values that the fleet has, with how often; read when a filter is first opened. */
export function useFacets() {
  const trpc = useTRPC();
  return useQuery(trpc.sensors.facets.queryOptions(undefined, { staleTime: 30_000 })).data;
}

interface ValuesFilterProps extends FilterEditorProps {
  label: string;
  field: "role" | "version" | "kernel";
  facet: keyof SensorFacets;
}

/** Any of several values. */
export function ValuesFilter({ view, change, label, field, facet }: ValuesFilterProps) {
  const facets = useFacets();
  return (
    <FacetOptions
      label={label}
      options={facets?.[facet] ?? []}
      chosen={view[field]}
      onChoose={(values) => change({ [field]: values })}
      isMultiple
      nameOf={itself}
    />
  );
}

/** Stands for the sensors that belong to none; no cluster can be called that. */
const noCluster = "\n";
const clusterName = (value: string) => (value === noCluster ? "No cluster" : value);

export function ClusterFilter({ view, change }: FilterEditorProps) {
  const facets = useFacets();
  const chosen = view.hasCluster === false ? [noCluster] : view.cluster;
  return (
    <FacetOptions
      label="Cluster"
      options={[...(facets?.clusters ?? []), { value: noCluster }]}
      chosen={chosen}
      // Nothing is in no cluster and in one: the last choice counts.
      onChoose={(values) => {
        const isNone = values.at(-1) === noCluster;
        change({
          hasCluster: isNone ? false : null,
          cluster: isNone ? null : values.filter((value) => value !== noCluster),
        });
      }}
      isMultiple
      nameOf={clusterName}
    />
  );
}

const flavors = ["standard", "telecom"] as const;

export function FlavorFilter({ view, change }: FilterEditorProps) {
  return (
    <FacetOptions
      label="Flavor"
      options={flavors.map((value) => ({ value }))}
      chosen={view.flavor === null ? [] : [view.flavor]}
      onChoose={([value]) => change({ flavor: flavors.find((known) => known === value) ?? null })}
      isMultiple={false}
      nameOf={itself}
    />
  );
}
