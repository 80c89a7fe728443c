"use client";
import { RotateCcw } from "lucide-react";
import { useCallback, useState } from "react";
import { RelativeTime } from "../time/time.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { Arrivals } from "./arrivals.tsx";
import type { Choice } from "./choice.ts";
import { CodeText } from "./code-text.tsx";
import type { DeployPlan } from "./plan.ts";
import { SnippetCard } from "./snippet-card.tsx";
import { makeSnippet } from "./snippets/by-kind.ts";
import { Step } from "./step.tsx";
import { Summary } from "./summary.tsx";
import { useLeaveGuard } from "./use-leave-guard.ts";

interface GeneratedProps {
  choice: Choice;
  plan: DeployPlan;
  token: { id: string; expiresAt: string };
  onStartOver: () => void;
}

/** The snippet with its token in it, and the sensors that come of it. */
export function Generated({ choice, plan, token, onStartOver }: GeneratedProps) {
  const [isTaken, setTaken] = useState(false);
  const guard = useLeaveGuard(isTaken);
  const { files, notes } = makeSnippet[choice.kind](plan);
  // The form that had the focus is gone; what came in its place begins here.
  const top = useCallback((element: HTMLElement | null) => {
    element?.focus();
    element?.scrollIntoView({ block: "start" });
  }, []);
  return (
    <div className="grid gap-4">
      <section
        ref={top}
        tabIndex={-1}
        aria-label="Your choice"
        className="flex flex-wrap items-center justify-between gap-3 rounded-xl border bg-surface scroll-mt-20 p-4 shadow-raised outline-none sm:px-5"
      >
        <Summary choice={choice} />
        <Button size="sm" onClick={isTaken ? onStartOver : () => guard.ask(onStartOver)}>
          <RotateCcw aria-hidden />
          Start over
        </Button>
      </section>
      <Step number={3} title={files.length === 1 ? "Take it away" : "Take them away"}>
        <div className="grid gap-4">
          {!isTaken && (
            <Notice tone="warning" title="Copy or download it now">
              The token in it is shown this once. It expires <RelativeTime at={token.expiresAt} />.
            </Notice>
          )}
          {files.map((file) => (
            <SnippetCard
              key={file.name}
              file={file}
              onTaken={() => file.text.includes(plan.token) && setTaken(true)}
            />
          ))}
          <ul className="grid max-w-prose list-disc gap-1.5 pl-4 text-ink-muted marker:text-ink-faint">
            {notes.map((note) => (
              <li key={note}>
                <CodeText text={note} />
              </li>
            ))}
          </ul>
        </div>
      </Step>
      <Step number={4} title="Watch them arrive">
        <Arrivals tokenId={token.id} />
      </Step>
      {guard.isAsking && (
        <ConfirmDialog
          title="Leave without the token?"
          action="Leave"
          isPending={false}
          onConfirm={guard.leave}
          onClose={guard.stay}
        >
          <p>
            It was neither copied nor downloaded, and it is not shown again. You can revoke it under
            Enrollment Tokens and generate another.
          </p>
        </ConfirmDialog>
      )}
    </div>
  );
}
