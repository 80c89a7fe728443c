"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTRPC } from "../api/trpc.ts";
import { SnippetCard } from "../deploy/snippet-card.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { upgradeCommand, valuesFileName, webhookValues } from "./webhook-values.ts";

const code = "rounded bg-sunken px-1 py-px font-mono text-[0.92em] text-ink";
const taken = () => undefined;

/** How a cluster comes to ask this Console, in the order in which a person does it. */
export function WebhookGuide() {
  const trpc = useTRPC();
  const info = useQuery(trpc.console.info.queryOptions());
  if (info.isPending) return <Skeleton className="h-96" />;
  if (!info.data) {
    return <FailedState what="The values" error={info.error} onRetry={() => info.refetch()} />;
  }
  const { publicUrl, caBundle, isServerOwn } = info.data;
  const values = webhookValues({ consoleUrl: publicUrl, caBundle });
  return (
    <ol className="grid gap-6">
      <Step number={1} title="Give the chart these values">
        <p className="text-ink-muted">
          The chart's <code className={code}>clusterName</code> has to be one that this Console
          knows: of a cluster token, or of an enrolled sensor.
        </p>
        <SnippetCard
          file={{ name: valuesFileName, language: "yaml", text: values }}
          onTaken={taken}
        />
        {isServerOwn && (
          <Notice tone="warning" title="Another CA issued this Console's certificate">
            TELOVIX_TLS_CERT brings it, so the Console CA did not issue it. Put the base64 of the CA
            that did into <code className={code}>caBundle</code>.
          </Notice>
        )}
      </Step>
      <Step number={2} title="Upgrade the release">
        <CodeBlock value={upgradeCommand} label="upgrade command" />
      </Step>
      <Step number={3} title="Create a pod, and see the cluster appear here">
        <p className="text-ink-muted">
          While <code className={code}>failurePolicy</code> is <code className={code}>Ignore</code>,
          a pod is created even when no answer comes. Switch to <code className={code}>Fail</code>{" "}
          after you have seen the webhook answer. From then on, no pod is created in the monitored
          namespaces while the Console is unreachable.
        </p>
      </Step>
    </ol>
  );
}

interface StepProps {
  number: number;
  title: string;
  children: ReactNode;
}

function Step({ number, title, children }: StepProps) {
  return (
    <li className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3">
      <span
        aria-hidden
        className="grid size-7 place-items-center rounded-full border bg-sunken font-medium text-ink-muted text-xs"
      >
        {number}
      </span>
      <div className="grid min-w-0 gap-3">
        <h3 className="pt-1 font-medium">{title}</h3>
        {children}
      </div>
    </li>
  );
}
