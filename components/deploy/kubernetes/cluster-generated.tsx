"use client";
import { useState } from "react";
import { RelativeTime } from "../../time/time.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { CodeText } from "../code-text.tsx";
import { useDeployParams } from "../deploy-params.ts";
import { Files } from "../files.tsx";
import { GeneratedFrame } from "../generated-frame.tsx";
import { Step } from "../step.tsx";
import { SummaryLine } from "../summary.tsx";
import { methodWords, partsOf } from "./by-method.ts";
import { NodeArrivals } from "./node-arrivals.tsx";
import { type ClusterPlan, installMethods } from "./plan.ts";

interface ClusterGeneratedProps {
  plan: ClusterPlan;
  token: { id: string; expiresAt: string };
  onStartOver: () => void;
}

/** The steps from a token to a cluster whose nodes are all protected. */
export function ClusterGenerated({ plan, token, onStartOver }: ClusterGeneratedProps) {
  const [isTaken, setTaken] = useState(false);
  const { view, change } = useDeployParams();
  const parts = partsOf(view.with, plan);
  return (
    <GeneratedFrame
      summary={<SummaryLine kind="kubernetes" parts={wordsOf(plan)} tags={plan.tags} />}
      isTaken={isTaken}
      onStartOver={onStartOver}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="text-ink-muted">Install with</span>
        <Segmented
          label="Install with"
          value={view.with}
          options={installMethods.map((method) => [method, methodWords[method]] as const)}
          onChange={(method) => change({ with: method })}
        />
      </div>
      {!isTaken && (
        <Notice tone="warning" title="Copy or download the token now">
          It is shown this once, in{" "}
          <code className="font-mono text-[0.92em]">
            {
              parts.flatMap(({ files }) => files).find(({ text }) => text.includes(plan.token))
                ?.name
            }
          </code>
          . It expires <RelativeTime at={token.expiresAt} />.
        </Notice>
      )}
      {parts.map(({ title, text, files, notes }, index) => (
        <Step key={title} number={index + 3} title={title}>
          <div className="grid gap-4">
            {text && (
              <p className="max-w-prose text-pretty text-ink-muted">
                <CodeText text={text} />
              </p>
            )}
            <Files
              files={files}
              notes={notes}
              onTaken={(file) => file.text.includes(plan.token) && setTaken(true)}
            />
          </div>
        </Step>
      ))}
      <Step number={parts.length + 3} title="Watch the nodes arrive">
        <NodeArrivals tokenId={token.id} plan={plan} />
      </Step>
    </GeneratedFrame>
  );
}

function wordsOf(plan: ClusterPlan): string[] {
  return [
    plan.clusterName,
    plan.flavor,
    ...(plan.nodeRole ? [`role ${plan.nodeRole}`] : []),
    ...(plan.vdu ? ["vDU overlay"] : []),
    ...(plan.networkPolicy && !plan.vdu ? ["network policy"] : []),
    ...(plan.priorityClass && !plan.vdu ? ["priority class"] : []),
    ...(plan.startupGate ? ["start-up gate"] : []),
    ...(plan.admission ? ["admission webhook"] : []),
    ...(plan.proxy ? ["proxy"] : []),
  ];
}
