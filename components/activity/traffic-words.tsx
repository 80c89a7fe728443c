import { cn } from "../ui/class-names.ts";
import type { Traffic } from "./days.ts";
import { count, reasonWord } from "./words.ts";

interface TrafficWordsProps {
  traffic: Traffic;
  reasonsClassName?: string;
}

/** "420 joined, 398 left (390 clean exit, 8 auto-removed)"; what is zero is not said. */
export function TrafficWords({ traffic, reasonsClassName }: TrafficWordsProps) {
  const { joined, left, announced, reasons } = traffic;
  const parts = [
    joined > 0 && `${count(joined)} joined`,
    left > 0 && `${count(left)} left`,
    announced > 0 && `${count(announced)} announced to end`,
  ].filter((part) => part !== false);
  return (
    <>
      <span className="font-medium">{parts.join(", ")}</span>
      {left > 0 && (
        <span className={cn("text-ink-muted", reasonsClassName)}>
          {" "}
          ({reasons.map(([reason, many]) => `${count(many)} ${reasonWord(reason)}`).join(", ")})
        </span>
      )}
    </>
  );
}
