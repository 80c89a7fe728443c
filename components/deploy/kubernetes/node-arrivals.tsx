"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { problemText } from "../../api/problem.ts";
import { useTRPC } from "../../api/trpc.ts";
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
  const { uses, sensors, counts } = token.data;
  const count = { nodes: null, protected: counts.live, missing: [] };
  return (
    <div className="grid gap-3">
      <Progress count={count} namespace={plan.namespace} />
      <Refusals tokenId={tokenId} />
      <ArrivedSensors tokenId={tokenId} sensors={sensors} uses={uses} />
    </div>
  );
}

function Progress({ count, namespace }: { count: NodeCount; namespace: string }) {
  const nowMs = useNow().getTime();
  const [last, setLast] = useState({ arrived: count.protected, atMs: nowMs });
  if (last.arrived !== count.protected) setLast({ arrived: count.protected, atMs: nowMs });
  const isDone = isComplete(count);
  return (
    <>
      <ArrivalProgress share={shareOf(count)} isWaiting={!isDone}>
        {countWords(count)}
      </ArrivalProgress>
      {isDone && <Notice tone="success" title="Every node of the cluster has its sensor" />}
      {hasStalled(count, last.atMs, nowMs) && (
        <Stalled missing={count.missing} namespace={namespace} />
      )}
    </>
  );
}
