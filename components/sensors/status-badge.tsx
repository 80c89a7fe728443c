import type { SensorView } from "../../server/sensors/schema.ts";
import { cn } from "../ui/class-names.ts";

export type ShownStatus = SensorView["status"];

/** A status is told by colour, by shape and by word, each enough alone. */
const looks: Record<ShownStatus, { word: string; color: string }> = {
  healthy: { word: "Healthy", color: "text-healthy" },
  degraded: { word: "Degraded", color: "text-degraded" },
  stale: { word: "Stale", color: "text-stale" },
  offline: { word: "Offline", color: "text-offline" },
  departed: { word: "Departed", color: "text-departed" },
};

const inner = { stroke: "var(--surface)", strokeWidth: 1.8, strokeLinecap: "round" } as const;

const shapes: Record<ShownStatus, React.ReactNode> = {
  healthy: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="m4.9 8.2 2.2 2.2 4-4.4" fill="none" strokeLinejoin="round" {...inner} />
    </>
  ),
  degraded: (
    <>
      <path
        d="M8 1.2 15.4 14H.6Z"
        fill="currentColor"
        stroke="currentColor"
        strokeLinejoin="round"
      />
      <path d="M8 6v3.2M8 11.6v.1" {...inner} />
    </>
  ),
  stale: (
    <>
      <path
        d="M8 .8 15.2 8 8 15.2.8 8Z"
        fill="currentColor"
        stroke="currentColor"
        strokeLinejoin="round"
      />
      <path d="M8 4.8V8l2 1.6" fill="none" strokeLinejoin="round" {...inner} />
    </>
  ),
  offline: (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" rx="2.5" fill="currentColor" />
      <path d="m5.5 5.5 5 5m0-5-5 5" {...inner} />
    </>
  ),
  departed: (
    <circle
      cx="8"
      cy="8"
      r="6"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeDasharray="2.7 2"
    />
  ),
};

export function StatusIcon({ status, className }: { status: ShownStatus; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={cn("size-3.5 shrink-0", looks[status].color, className)}
    >
      {shapes[status]}
    </svg>
  );
}

export const statusWord = (status: ShownStatus): string => looks[status].word;

export function StatusBadge({ status }: { status: ShownStatus }) {
  return (
    <span className={cn("inline-flex items-center gap-1.5 font-medium", looks[status].color)}>
      <StatusIcon status={status} />
      {looks[status].word}
    </span>
  );
}
