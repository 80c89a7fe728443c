import { ChevronRight } from "lucide-react";
import { spanOfTime } from "../../server/duration.ts";
import type { SensorTimeline } from "../../server/sensors/history-schema.ts";
import { AbsoluteTime } from "../time/time.tsx";
import { cn } from "../ui/class-names.ts";
import { timelineLooks } from "./timeline-words.ts";

/** Older changes are in the bar. */
const shownMax = 20;

/** The bar as a list, newest first: for keyboards and screen readers, and to copy times from. */
export function TimelineChanges({ timeline: { spans } }: { timeline: SensorTimeline }) {
  if (spans.length < 2) return null;
  const newest = spans.toReversed().slice(0, shownMax);
  const rest = spans.length - newest.length;
  return (
    <details className="group/changes text-xs">
      <summary className="inline-flex cursor-pointer list-none items-center gap-1 rounded text-ink-muted hover:text-ink">
        <ChevronRight
          aria-hidden
          className="size-3.5 transition-transform group-open/changes:rotate-90"
        />
        {spans.length - 1 === 1 ? "1 change" : `${spans.length - 1} changes`}
      </summary>
      <ol className="mt-2 grid gap-px">
        {newest.map(({ from, to, status }) => (
          <li
            key={from}
            className="grid grid-cols-[0.625rem_7rem_minmax(0,1fr)_auto] items-center gap-2 py-1"
          >
            <span
              aria-hidden
              className={cn("size-2.5 rounded-sm border", timelineLooks[status].fill)}
            />
            {timelineLooks[status].word}
            <span className="text-ink-muted">
              from <AbsoluteTime at={from} />
            </span>
            <span className="text-ink-muted tabular-nums">
              {spanOfTime((Date.parse(to) - Date.parse(from)) / 1000)}
            </span>
          </li>
        ))}
      </ol>
      {rest > 0 && <p className="py-1 text-ink-muted">and {rest} before.</p>}
    </details>
  );
}
