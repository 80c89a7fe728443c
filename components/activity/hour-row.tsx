"use client";
import { ChevronRight, Layers } from "lucide-react";
import { useId, useState } from "react";
import type { ActivityKind } from "../../server/activity/schema.ts";
import { cn } from "../ui/class-names.ts";
import { type Hour, traffic } from "./days.ts";
import { PoolLine } from "./pool-line.tsx";
import { clockTime, rowGrid } from "./row-layout.tsx";
import { TrafficBar } from "./traffic-bar.tsx";
import { TrafficWords } from "./traffic-words.tsx";

interface HourRowProps {
  hour: Hour;
  /** The largest count among the bars beside this one. */
  busiest: number;
  kinds: ActivityKind[] | undefined;
}

/** All that ephemeral sensors did within an hour; opens to its pools, and those to their events. */
export function HourRow({ hour: { at, pools }, busiest, kinds }: HourRowProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const sums = traffic(pools);
  return (
    <li className={cn(isOpen && "bg-sunken/50")}>
      <div className={cn(rowGrid, "relative py-2 hover:bg-sunken/60")}>
        <HourTime at={at} />
        <Layers aria-hidden className="size-4 text-ink-muted" />
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
          className="flex min-w-0 items-center gap-1.5 text-left after:absolute after:inset-0 after:content-['']"
        >
          <ChevronRight
            aria-hidden
            className={cn(
              "size-4 shrink-0 text-ink-muted transition-transform",
              isOpen && "rotate-90",
            )}
          />
          <span className="min-w-0">
            <TrafficWords traffic={sums} reasonsClassName="max-sm:hidden" />{" "}
            <span className="text-ink-muted">{poolsText(pools)}</span>
          </span>
        </button>
        <TrafficBar traffic={sums} busiest={busiest} />
      </div>
      <div id={id} hidden={!isOpen}>
        {isOpen && (
          <ul className="pb-2">
            {pools.map((rollUp) => (
              <PoolLine
                key={rollUp.pool}
                rollUp={rollUp}
                kinds={kinds}
                isOnly={pools.length === 1}
              />
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

/** "in ci", "in ci and web", "in ci, web and 18 more". */
function poolsText(pools: Hour["pools"]): string {
  const [first, second] = pools.map(({ poolLabel }) => poolLabel);
  if (pools.length <= 1) return `in ${first}`;
  if (pools.length === 2) return `in ${first} and ${second}`;
  return `in ${first}, ${second} and ${pools.length - 2} more`;
}

/** "08:00–09:00"; on a phone only the begin. */
function HourTime({ at }: { at: string }) {
  const begin = new Date(at);
  return (
    <time
      dateTime={at}
      className="whitespace-nowrap text-ink-muted text-xs"
      suppressHydrationWarning
    >
      {clockTime(begin)}
      <span className="max-sm:hidden">–{clockTime(new Date(begin.getTime() + 3_600_000))}</span>
    </time>
  );
}
