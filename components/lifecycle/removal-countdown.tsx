"use client";
import { CirclePause } from "lucide-react";
import { spanOfTime } from "../../server/duration.ts";
import type { SensorView } from "../../server/sensors/schema.ts";
import { useNow } from "../time/clock.tsx";
import { isPaused } from "./pauses.ts";
import { usePauses } from "./use-pauses.ts";

type Counted = Pick<SensorView, "status" | "removalDueAt" | "pool">;

/** "removed in 12 min", ticking, once an ephemeral sensor is silent for longer than one that lives. */
export function RemovalCountdown({ sensor }: { sensor: Counted }) {
  const { status, removalDueAt, pool } = sensor;
  if (removalDueAt === null || status === "healthy" || status === "departed") return null;
  return <Countdown dueAt={removalDueAt} pool={pool} />;
}

function Countdown({ dueAt, pool }: { dueAt: string; pool: string }) {
  const { pauses } = usePauses();
  const now = useNow();
  const seconds = Math.ceil((Date.parse(dueAt) - now.getTime()) / 1000);
  if (isPaused(pauses, pool)) {
    return (
      <span className="inline-flex items-center gap-1 text-degraded" title="Auto-removal is paused">
        <CirclePause aria-hidden className="size-3.5 shrink-0" />
        removal paused
      </span>
    );
  }
  return (
    <time dateTime={dueAt} suppressHydrationWarning className="tabular-nums">
      {seconds > 0 ? `removed in ${shortSpan(seconds)}` : "being removed"}
    </time>
  );
}

/** Minutes alone until the last ones, when seconds count. */
function shortSpan(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return spanOfTime(minutes >= 2 ? minutes * 60 : seconds);
}
