"use client";
import { CirclePause, CirclePlay } from "lucide-react";
import { usePauses } from "../lifecycle/use-pauses.ts";
import { Card, number } from "./card.tsx";

/** Whether the breaker holds up auto-removal; what to decide stands in the banner above. */
export function RemovalCard() {
  const { pauses } = usePauses();
  const isWhole = pauses.some(({ pool }) => pool === null);
  return (
    <Card title="Auto-removal" all={{ href: "/settings#removal", text: "Settings" }}>
      <p className="flex items-center gap-2 px-4 py-3.5">
        {pauses.length === 0 ? (
          <>
            <CirclePlay aria-hidden className="size-4 shrink-0 text-healthy" />
            <span className="text-ink-muted">Runs; ephemeral sensors that fall silent leave.</span>
          </>
        ) : (
          <>
            <CirclePause aria-hidden className="size-4 shrink-0 text-degraded" />
            <span className="font-medium">
              {isWhole
                ? "Paused for the whole fleet"
                : `Paused for ${pauses.length === 1 ? "1 pool" : `${number(pauses.length)} pools`}`}
            </span>
          </>
        )}
      </p>
    </Card>
  );
}
