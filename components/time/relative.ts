import { shortDuration } from "../../server/duration.ts";

/** "12 s ago", "in 3 d"; within two seconds "just now", since clocks differ that much. */
export function relativeTime(at: Date, now: Date): string {
  const seconds = (now.getTime() - at.getTime()) / 1000;
  if (Math.abs(seconds) < 2) return "just now";
  const duration = shortDuration(Math.abs(seconds));
  return seconds > 0 ? `${duration} ago` : `in ${duration}`;
}
