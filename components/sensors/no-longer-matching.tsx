"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { SensorFilter } from "../../server/sensors/schema.ts";
import { useTRPCClient } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import type { Selection } from "./use-selection.ts";

const readAgainMs = 5_000;

interface NoLongerMatchingProps {
  selection: Selection;
  filter: SensorFilter;
}

/** Tells of selected sensors that left the list meanwhile: departed, or another status or tag. */
export function NoLongerMatching({ selection, filter }: NoLongerMatchingProps) {
  const client = useTRPCClient();
  const ids = [...selection.ids];
  const still = useQuery({
    queryKey: ["sensors still match", filter, ids],
    queryFn: ({ signal }) => client.sensors.stillMatch.mutate({ filter, ids }, { signal }),
    enabled: !selection.isAllMatching && ids.length <= 10_000,
    staleTime: readAgainMs,
    refetchInterval: readAgainMs,
    placeholderData: keepPreviousData,
  });
  if (selection.isAllMatching || !still.data || still.isPlaceholderData) return null;
  const gone = ids.length - still.data.ids.length;
  if (gone === 0) return null;
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-2 text-degraded">
      {gone.toLocaleString("en-US")} no longer {gone === 1 ? "matches" : "match"}
      <Button variant="link" size="inline" onClick={() => selection.keep(still.data?.ids ?? [])}>
        Deselect {gone === 1 ? "it" : "them"}
      </Button>
    </p>
  );
}
