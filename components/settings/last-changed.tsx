"use client";
import { useQuery } from "@tanstack/react-query";
import type { SettingsSectionName } from "../../server/settings/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { RelativeTime } from "../time/time.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** Who changed a section last. */
export function LastChanged({ section }: { section: SettingsSectionName }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.settings.changes.queryOptions());
  if (!data) return <Skeleton className="h-4 w-48" />;
  const change = data[section];
  if (!change) return <>Never changed: these are the defaults.</>;
  return (
    <>
      Last changed by <span className="text-ink">{change.by}</span>, <RelativeTime at={change.at} />
    </>
  );
}
