"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Settings } from "../../server/settings/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { useMay } from "../shell/me.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** A section that shows the settings: loading, failed, or there. */
export function WithSettings({ children }: { children: (settings: Settings) => ReactNode }) {
  const trpc = useTRPC();
  const settings = useQuery(trpc.settings.get.queryOptions());
  const mayChange = useMay("administer");
  if (settings.isPending) return <Skeleton className="h-96 rounded-xl" />;
  if (!settings.data) {
    return (
      <FailedState what="The settings" error={settings.error} onRetry={() => settings.refetch()} />
    );
  }
  return (
    <>
      {!mayChange && (
        <Notice tone="info">Your role reads settings. An administrator can change them.</Notice>
      )}
      {children(settings.data)}
    </>
  );
}
