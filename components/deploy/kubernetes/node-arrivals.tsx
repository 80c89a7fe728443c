"use client";
import { skipToken, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import type { ClusterDetail } from "../../../server/clusters/schema.ts";
import { problemText } from "../../api/problem.ts";
import { useTRPC } from "../../api/trpc.ts";
import { clusterHref } from "../../clusters/cluster-href.ts";
import { useNow } from "../../time/clock.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ArrivalProgress } from "../arrival-progress.tsx";
import { ArrivedSensors } from "../arrived-sensors.tsx";
import { countWords, hasStalled, isComplete, type NodeCount, shareOf } from "./node-count.ts";
import type { ClusterPlan } from "./plan.ts";
import { Refusals } from "./refusals.tsx";
import { Stalled } from "./stalled.tsx";

interface NodeArrivalsProps {
  tokenId: string;
  plan: Pick<ClusterPlan, "clusterName" | "namespace">;
}

/** The nodes of a cluster as their sensors enroll, against those that the cluster has. */
export function NodeArrivals({ tokenId, plan }: NodeArrivalsProps) {
  const trpc = useTRPC();
  const token = useQuery(trpc.tokens.get.queryOptions({ id: tokenId }));
  if (token.isPending) return <Skeleton className="h-16" />;
  if (!token.data) {
    return (
      <Notice tone="danger" role="alert" title="The nodes could not be loaded">
        {problemText(token.error)}
      </Notice>
    );
  }
  const { uses, sensors, counts, clusterUid } = token.data;
  return (
    <div className="grid gap-3">
      <Progress
        clusterName={plan.clusterName}
        clusterUid={clusterUid}
        arrived={counts.live}
        namespace={plan.namespace}
      />
      <Refusals tokenId={tokenId} />
      <ArrivedSensors tokenId={tokenId} sensors={sensors} uses={uses} />
    </div>
  );
}

interface ProgressProps {
  clusterName: string;
  /** Null until the token's first enrollment. */
  clusterUid: string | null;
  /** Live sensors of the token. */
  arrived: number;
  namespace: string;
}

function Progress({ clusterName, clusterUid, arrived, namespace }: ProgressProps) {
  const trpc = useTRPC();
  const nowMs = useNow().getTime();
  // Before its first enrollment nobody knows which cluster the token is for.
  const input = clusterUid ? { name: clusterName, uid: clusterUid } : skipToken;
  const cluster = useQuery(trpc.clusters.get.queryOptions(input, { refetchInterval: 5_000 })).data;
  const count = countOf(cluster, arrived);
  const [last, setLast] = useState({ arrived: count.protected, atMs: nowMs });
  if (last.arrived !== count.protected) setLast({ arrived: count.protected, atMs: nowMs });
  const isDone = isComplete(count);
  return (
    <>
      <ArrivalProgress share={shareOf(count)} isWaiting={!isDone}>
        {countWords(count)}
      </ArrivalProgress>
      {isDone && cluster && (
        <Notice tone="success" title="Every node of the cluster has its sensor">
          <Link href={clusterHref(cluster)} className="text-accent underline underline-offset-4">
            {clusterName}
          </Link>{" "}
          shows them from now on.
        </Notice>
      )}
      {hasStalled(count, last.atMs, nowMs) && (
        <Stalled missing={count.missing} namespace={namespace} />
      )}
    </>
  );
}

/** As one of the cluster's sensors reported its nodes; until then, the token's own sensors. */
function countOf(cluster: ClusterDetail | undefined, arrived: number): NodeCount {
  if (!cluster) return { nodes: null, protected: arrived, missing: [] };
  return { nodes: cluster.nodes, protected: cluster.protected, missing: cluster.missingNodes };
}
