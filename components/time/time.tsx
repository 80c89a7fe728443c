"use client";
import { useNow } from "./clock.tsx";
import { relativeTime } from "./relative.ts";
import { absoluteTime, compactTime, exactTime } from "./time-display.ts";
import { useTimeDisplay } from "./use-time-display.tsx";

/** "12 s ago", ticking, or the time of day where the reader wants that; all of it on hover. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow();
  const [display] = useTimeDisplay();
  const date = new Date(at);
  const [relative, exact] = [relativeTime(date, now), exactTime(date, display)];
  const isRelative = display.style === "relative";
  return (
    <time
      dateTime={at}
      title={isRelative ? exact : `${exact} (${relative})`}
      suppressHydrationWarning
    >
      {isRelative ? relative : compactTime(date, now, display)}
    </time>
  );
}

/** The whole instant; how long ago on hover. */
export function AbsoluteTime({ at }: { at: string }) {
  const now = useNow();
  const [display] = useTimeDisplay();
  const date = new Date(at);
  return (
    <time
      dateTime={at}
      title={`${exactTime(date, display)} (${relativeTime(date, now)})`}
      suppressHydrationWarning
    >
      {absoluteTime(date, display)}
    </time>
  );
}
