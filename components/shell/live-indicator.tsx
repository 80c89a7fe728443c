"use client";
import { useLiveState } from "../api/live.tsx";
import { cn } from "../ui/class-names.ts";

const texts = { live: "Live", connecting: "Connecting…", paused: "Paused" } as const;

/** Whether what is shown follows the fleet by itself right now. */
export function LiveIndicator() {
  const state = useLiveState();
  return (
    <span
      role="status"
      title="Changes appear here by themselves"
      className="inline-flex items-center gap-1.5 text-ink-muted text-xs"
    >
      <span
        aria-hidden
        className={cn(
          "size-2 rounded-full",
          state === "live" ? "bg-healthy" : "animate-pulse border-2 border-degraded",
        )}
      />
      {texts[state]}
    </span>
  );
}
