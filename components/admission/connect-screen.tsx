"use client";
import { useQuery } from "@tanstack/react-query";
import { Webhook } from "lucide-react";
import { useTRPC } from "../api/trpc.ts";
import { Section } from "../settings/section.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ClusterList } from "./cluster-list.tsx";
import { DefaultAnswer } from "./default-answer.tsx";
import { WebhookGuide } from "./webhook-guide.tsx";

/** How a cluster comes to ask, which ones do, and what they hear when nothing can be decided. */
export function ConnectScreen() {
  return (
    <div className="grid gap-4 xl:max-w-5xl">
      <AskingClusters />
      <Section
        title="Connect a cluster"
        description="The sensor's chart deploys the webhook. Its API server asks this Console before a pod is created."
        help={{ page: "admission", heading: "turn-it-on" }}
      >
        <WebhookGuide />
      </Section>
      <DefaultAnswer />
    </div>
  );
}

/** Looked at while one waits for the first call. */
const readAgainMs = 5_000;
const limit = 200;

function AskingClusters() {
  const trpc = useTRPC();
  const clusters = useQuery(
    trpc.admission.clusters.queryOptions({ limit }, { refetchInterval: readAgainMs }),
  );
  return (
    <Section title="Clusters that ask" description="Each by the name in its chart's values.">
      {clusters.isPending && <Skeleton className="h-16" />}
      {clusters.isError && !clusters.data && (
        <FailedState
          what="The clusters"
          error={clusters.error}
          onRetry={() => clusters.refetch()}
        />
      )}
      {clusters.data?.items.length === 0 && (
        <EmptyState icon={Webhook} title="No cluster has asked yet">
          Follow the steps below. The first pod that a cluster wants to create shows it here.
        </EmptyState>
      )}
      {clusters.data && clusters.data.items.length > 0 && (
        <ClusterList clusters={clusters.data.items} />
      )}
    </Section>
  );
}
