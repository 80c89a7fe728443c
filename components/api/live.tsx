"use client";
import { skipToken, useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { createContext, type ReactNode, use, useState, useSyncExternalStore } from "react";
import { atMostOncePer } from "./at-most-once.ts";
import { useTRPC } from "./trpc.ts";

export type LiveState = "live" | "connecting" | "paused";

const LiveContext = createContext<LiveState>("connecting");

/** Their numbers are sums over the fleet or over days: read less often than the fleet changes. */
const slowMs = 10_000;

const subscribeToVisibility = (listener: () => void) => {
  document.addEventListener("visibilitychange", listener);
  return () => document.removeEventListener("visibilitychange", listener);
};

/**
 * The one subscription of a page. What it announces is read again, at most once a second.
 * A hidden tab lets go of it: browsers allow six connections to a host, over all tabs.
 */
export function LiveProvider({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const isVisible = useSyncExternalStore(
    subscribeToVisibility,
    () => document.visibilityState === "visible",
    () => true,
  );
  const [readAgain] = useState(() =>
    atMostOncePer(1000, () => {
      for (const filter of [
        trpc.sensors.list.pathFilter(),
        trpc.sensors.rows.pathFilter(),
        trpc.sensors.counts.pathFilter(),
        trpc.sensors.get.pathFilter(),
        trpc.sensors.events.pathFilter(),
        trpc.departed.list.pathFilter(),
        trpc.departed.get.pathFilter(),
        trpc.lifecycle.pathFilter(),
        trpc.jobs.list.pathFilter(),
        trpc.jobs.get.pathFilter(),
        trpc.tokens.pathFilter(),
      ]) {
        void queryClient.invalidateQueries(filter, { cancelRefetch: false });
      }
    }),
  );
  const [readSlowly] = useState(() =>
    atMostOncePer(slowMs, () => {
      for (const filter of [
        trpc.overview.get.pathFilter(),
        trpc.sensors.facets.pathFilter(),
        trpc.sensors.groups.pathFilter(),
        trpc.pools.pathFilter(),
        trpc.clusters.pathFilter(),
        trpc.attempts.pathFilter(),
        trpc.activity.pathFilter(),
        trpc.alerts.pathFilter(),
      ]) {
        void queryClient.invalidateQueries(filter, { cancelRefetch: false });
      }
    }),
  );
  const feed = useSubscription(
    trpc.sensors.changes.subscriptionOptions(isVisible ? undefined : skipToken, {
      onData: ({ counts }) => {
        queryClient.setQueryData(trpc.sensors.counts.queryKey({}), counts);
        readAgain();
        readSlowly();
      },
    }),
  );
  const state = !isVisible ? "paused" : feed.status === "pending" ? "live" : "connecting";
  return <LiveContext value={state}>{children}</LiveContext>;
}

export const useLiveState = (): LiveState => use(LiveContext);
