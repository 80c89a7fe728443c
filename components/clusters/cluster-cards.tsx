"use client";
import type { ClusterView } from "../../server/clusters/schema.ts";
import { ClusterLink, Protection, plural, TokenEnd, Versions } from "./cluster-cells.tsx";

/** The same where a table has no room. */
export function ClusterCards({ clusters }: { clusters: readonly ClusterView[] }) {
  return (
    <ul aria-label="Clusters" className="divide-y">
      {clusters.map((cluster) => (
        <li key={`${cluster.name} ${cluster.uid}`} className="relative grid gap-2.5 px-4 py-3">
          <ClusterLink cluster={cluster} />
          <Protection cluster={cluster} isWide />
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-muted text-xs">
            <span>{plural(cluster.sensors, "sensor")}</span>
            <span aria-hidden>·</span>
            <Versions versions={cluster.versions} />
            <span aria-hidden>·</span>
            <span>
              token <TokenEnd at={cluster.tokenExpiresAt} withWord />
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}
