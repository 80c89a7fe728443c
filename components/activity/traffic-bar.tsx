import type { Traffic } from "./days.ts";

interface TrafficBarProps {
  traffic: Traffic;
  busiest: number;
}

/** Joined above, left below, on one scale for the day. The words beside it say the same. */
export function TrafficBar({ traffic: { joined, left }, busiest }: TrafficBarProps) {
  const width = (value: number) => `${value === 0 ? 0 : Math.max(3, (value / busiest) * 100)}%`;
  return (
    <span aria-hidden className="grid w-36 gap-0.5 max-sm:hidden">
      <span className="h-1.5 rounded-sm bg-(--series-1)" style={{ width: width(joined) }} />
      <span className="h-1.5 rounded-sm bg-departed/60" style={{ width: width(left) }} />
    </span>
  );
}
