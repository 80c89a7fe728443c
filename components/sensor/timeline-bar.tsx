"use client";
import { type PointerEvent, useState } from "react";
import { spanOfTime } from "../../server/duration.ts";
import type { SensorTimeline } from "../../server/sensors/history-schema.ts";
import { cn } from "../ui/class-names.ts";
import { momentText } from "./local-time.ts";
import { timelineLooks } from "./timeline-words.ts";

type Span = SensorTimeline["spans"][number];

interface TimelineBarProps {
  timeline: SensorTimeline;
  /** The same in words. */
  label: string;
}

/** Status over time, drawn to scale; the pointer asks what was when. */
export function TimelineBar({ timeline: { from, to, spans }, label }: TimelineBarProps) {
  const [pointed, setPointed] = useState<{ share: number; span: Span } | null>(null);
  const begin = Date.parse(from);
  const length = Date.parse(to) - begin;
  const shareOf = (at: string) => (Date.parse(at) - begin) / length;
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
    const span = spans.findLast((each) => shareOf(each.from) <= share);
    setPointed(span ? { share, span } : null);
  };
  return (
    <div className="grid gap-1">
      <div
        role="img"
        aria-label={label}
        className="relative"
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setPointed(null)}
      >
        <div className="relative h-8 overflow-hidden rounded-md border bg-sunken">
          {spans.map((span) => (
            <span
              key={span.from}
              className={cn("absolute inset-y-0 min-w-px", timelineLooks[span.status].fill)}
              style={{
                left: `${shareOf(span.from) * 100}%`,
                width: `${(shareOf(span.to) - shareOf(span.from)) * 100}%`,
              }}
            />
          ))}
        </div>
        {pointed && <Pointed {...pointed} />}
      </div>
      <div
        aria-hidden
        className="flex justify-between text-ink-muted text-xs tabular-nums"
        suppressHydrationWarning
      >
        <span>{momentText(begin)}</span>
        <span className="max-sm:hidden">{momentText(begin + length / 2)}</span>
        <span>{momentText(begin + length)}</span>
      </div>
    </div>
  );
}

function Pointed({ share, span }: { share: number; span: Span }) {
  const seconds = (Date.parse(span.to) - Date.parse(span.from)) / 1000;
  return (
    <>
      <span
        aria-hidden
        className="pointer-events-none absolute inset-y-0 w-px bg-ink"
        style={{ left: `${share * 100}%` }}
      />
      <div
        aria-hidden
        className="pointer-events-none absolute bottom-full z-10 mb-1.5 whitespace-nowrap rounded-md border bg-raised px-2 py-1 text-xs shadow-floating"
        style={share < 0.5 ? { left: `${share * 100}%` } : { right: `${(1 - share) * 100}%` }}
      >
        <span className="font-medium">{timelineLooks[span.status].word}</span>{" "}
        <span className="text-ink-muted">
          {spanOfTime(seconds)}, from {momentText(Date.parse(span.from))}
        </span>
      </div>
    </>
  );
}
