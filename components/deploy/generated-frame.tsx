"use client";
import { RotateCcw } from "lucide-react";
import { type ReactNode, useCallback } from "react";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { useLeaveGuard } from "./use-leave-guard.ts";

interface GeneratedFrameProps {
  /** What was chosen. */
  summary: ReactNode;
  /** The token was copied or downloaded. */
  isTaken: boolean;
  onStartOver: () => void;
  children: ReactNode;
}

/** Around what is shown once a token is there: nobody leaves without it by a slip. */
export function GeneratedFrame({ summary, isTaken, onStartOver, children }: GeneratedFrameProps) {
  const guard = useLeaveGuard(isTaken);
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
        {summary}
        <Button size="sm" onClick={isTaken ? onStartOver : () => guard.ask(onStartOver)}>
          <RotateCcw aria-hidden />
          Start over
        </Button>
      </section>
      {children}
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
