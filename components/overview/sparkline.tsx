import { cn } from "../ui/class-names.ts";
import { type SparkPoint, sparkPath } from "./trend.ts";

const box = { width: 200, height: 32 };

interface SparklineProps {
  points: readonly SparkPoint[];
  /** Ends the line. */
  now: number;
  className?: string;
}

/** A line that shows which way it goes; the numbers stand beside it. */
export function Sparkline({ points, now, className }: SparklineProps) {
  const line = sparkPath([...points, { x: 1, value: now }], box);
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 -2 ${box.width} ${box.height + 4}`}
      preserveAspectRatio="none"
      className={cn("w-full", className)}
    >
      {points.length > 1 && (
        <path
          d={line}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}
