"use client";
import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import type { ActivityKind, RollUp } from "../../server/activity/schema.ts";
import { cn } from "../ui/class-names.ts";
import { traffic } from "./days.ts";
import { HourEvents } from "./hour-events.tsx";
import { TrafficWords } from "./traffic-words.tsx";

interface PoolLineProps {
  rollUp: RollUp;
  kinds: ActivityKind[] | undefined;
  /** With no other pool in the hour its events show at once. */
  isOnly: boolean;
}

export function PoolLine({ rollUp, kinds, isOnly }: PoolLineProps) {
  const [isOpen, setOpen] = useState(isOnly);
  const id = useId();
  return (
    <li className="pr-4 pl-28 max-sm:pr-3 max-sm:pl-8">
      <div className="relative flex items-center gap-1.5 rounded-md py-1 hover:bg-sunken">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
          className="flex min-w-0 flex-1 items-center gap-1.5 text-left after:absolute after:inset-0 after:content-['']"
        >
          <ChevronRight
            aria-hidden
            className={cn(
              "size-3.5 shrink-0 text-ink-muted transition-transform",
              isOpen && "rotate-90",
            )}
          />
          <span className="min-w-0 break-words">
            {rollUp.poolLabel}: <TrafficWords traffic={traffic([rollUp])} />
          </span>
        </button>
      </div>
      <div id={id} hidden={!isOpen}>
        {isOpen && <HourEvents pool={rollUp.pool} hour={rollUp.at} kinds={kinds} />}
      </div>
    </li>
  );
}
