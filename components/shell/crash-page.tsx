"use client";
import { Unplug } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

interface CrashPageProps {
  /** Finds the error in the Console's log. */
  digest: string | undefined;
  onRetry: () => void;
}

export function CrashPage({ digest, onRetry }: CrashPageProps) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={Unplug}
        title="This page could not be shown"
        action={
          <Button variant="primary" onClick={onRetry}>
            Try again
          </Button>
        }
      >
        Sensors are not affected.{digest ? ` The Console's log has the cause under ${digest}.` : ""}
      </EmptyState>
    </main>
  );
}
