import { LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";

interface ArrivalProgressProps {
  /** From 0 to 1. */
  share: number;
  isWaiting: boolean;
  /** How many of how many, in words; read aloud when it changes. */
  children: ReactNode;
}

export function ArrivalProgress({ share, isWaiting, children }: ArrivalProgressProps) {
  return (
    <div className="grid gap-2">
      <p role="status" className="flex items-center gap-2.5 tabular-nums">
        {isWaiting && <LoaderCircle aria-hidden className="size-4 animate-spin text-ink-muted" />}
        {children}
      </p>
      <span aria-hidden className="h-1 overflow-hidden rounded-full bg-line">
        <span
          className="block h-full rounded-full bg-accent transition-[width]"
          style={{ width: `${Math.min(100, share * 100)}%` }}
        />
      </span>
    </div>
  );
}
