"use client";
import { useQuery } from "@tanstack/react-query";
import { Lock } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "../api/trpc.ts";
import { useMay } from "../shell/me.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useDeployParams } from "./deploy-params.ts";
import { Wizard } from "./wizard.tsx";

/** From where a sensor shall run to its first heartbeat, on one page. */
export function DeployScreen() {
  const mayOperate = useMay("operate");
  const { view } = useDeployParams();
  return (
    <div className="mx-auto max-w-6xl">
      <PageHeader
        title="Deploy Sensor"
        help={{ page: view.kind === "kubernetes" ? "deploy-kubernetes" : "sensor" }}
        description="Choose where, take the snippet, and watch the sensors arrive."
      />
      {mayOperate ? <WithConsole /> : <NotAllowed />}
    </div>
  );
}

function NotAllowed() {
  return (
    <div className="rounded-xl border border-dashed bg-surface">
      <EmptyState
        icon={Lock}
        title="Deploying takes the operator role"
        action={
          <Button asChild>
            <Link href="/sensors">Back to Sensors</Link>
          </Button>
        }
      >
        A snippet holds an enrollment token, and your role may only read. Ask an administrator for
        the operator role, or an operator to deploy.
      </EmptyState>
    </div>
  );
}

function WithConsole() {
  const trpc = useTRPC();
  const info = useQuery(trpc.console.info.queryOptions());
  if (info.isPending) return <Skeleton className="h-96" />;
  if (!info.data) {
    return (
      <FailedState
        what="The Console's address"
        error={info.error}
        onRetry={() => void info.refetch()}
      />
    );
  }
  return <Wizard console={info.data} />;
}
