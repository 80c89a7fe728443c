"use client";
import { useNow } from "./clock.tsx";
import { absoluteTime, exactTime, relativeTime } from "./relative.ts";

/** "12 s ago", ticking; the whole instant on hover and for machines. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow();
  const date = new Date(at);
  return (
    <time dateTime={at} title={exactTime(date)} suppressHydrationWarning>
      {relativeTime(date, now)}
    </time>
  );
}

/** The whole instant; how long ago on hover. */
export function AbsoluteTime({ at }: { at: string }) {
  const now = useNow();
  const date = new Date(at);
  return (
    <time
      dateTime={at}
      title={`${exactTime(date)} (${relativeTime(date, now)})`}
      suppressHydrationWarning
    >
      {absoluteTime(date)}
    </time>
  );
}
