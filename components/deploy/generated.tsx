"use client";
import { useState } from "react";
import { RelativeTime } from "../time/time.tsx";
import { Notice } from "../ui/notice.tsx";
import { Arrivals } from "./arrivals.tsx";
import type { Choice } from "./choice.ts";
import { Files } from "./files.tsx";
import { GeneratedFrame } from "./generated-frame.tsx";
import type { DeployPlan } from "./plan.ts";
import { makeSnippet } from "./snippets/by-kind.ts";
import { Step } from "./step.tsx";
import { Summary } from "./summary.tsx";

interface GeneratedProps {
  choice: Choice;
  plan: DeployPlan;
  token: { id: string; expiresAt: string };
  onStartOver: () => void;
}

/** The snippet with its token in it, and the sensors that come of it. */
export function Generated({ choice, plan, token, onStartOver }: GeneratedProps) {
  const [isTaken, setTaken] = useState(false);
  const snippet = makeSnippet[choice.kind](plan);
  return (
    <GeneratedFrame
      summary={<Summary choice={choice} />}
      isTaken={isTaken}
      onStartOver={onStartOver}
    >
      <Step number={3} title={snippet.files.length === 1 ? "Take it away" : "Take them away"}>
        <div className="grid gap-4">
          {!isTaken && (
            <Notice tone="warning" title="Copy or download it now">
              The token in it is shown this once. It expires <RelativeTime at={token.expiresAt} />.
            </Notice>
          )}
          <Files {...snippet} onTaken={({ text }) => text.includes(plan.token) && setTaken(true)} />
        </div>
      </Step>
      <Step number={4} title="Watch them arrive">
        <Arrivals tokenId={token.id} />
      </Step>
    </GeneratedFrame>
  );
}
