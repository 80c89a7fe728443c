import { z } from "zod";

/** How this browser's reader wants to be told the time. */
export const TimeDisplay = z.object({
  /** "3 h ago", or "11:30". */
  style: z.enum(["relative", "absolute"]),
  clock: z.enum(["language", "24h"]),
  zone: z.enum(["local", "utc"]),
});
export type TimeDisplay = z.infer<typeof TimeDisplay>;

export const usualTimes: TimeDisplay = { style: "relative", clock: "language", zone: "local" };

/** What `toLocaleString` makes of it. */
function options({ clock, zone }: TimeDisplay): Intl.DateTimeFormatOptions {
  return {
    ...(clock === "24h" && { hourCycle: "h23" }),
    ...(zone === "utc" && { timeZone: "UTC" }),
  };
}

/** The instant to the second. */
export function absoluteTime(at: Date, display: TimeDisplay): string {
  const text = at.toLocaleString(undefined, {
    dateStyle: "medium",
    timeStyle: "medium",
    ...options(display),
  });
  return display.zone === "utc" ? `${text} UTC` : text;
}

/** The same with the zone named. */
export function exactTime(at: Date, display: TimeDisplay): string {
  return at.toLocaleString(undefined, {
    dateStyle: "full",
    timeStyle: "long",
    ...options(display),
  });
}

/** As short as "3 h ago": the time of a moment today, the day before that of another. */
export function compactTime(at: Date, now: Date, display: TimeDisplay): string {
  const day = (date: Date) => date.toLocaleDateString("en-CA", options(display));
  const time = { hour: "2-digit", minute: "2-digit" } as const;
  if (day(at) === day(now))
    return at.toLocaleTimeString(undefined, { ...time, ...options(display) });
  const date = { day: "numeric", month: "short" } as const;
  const isThisYear = day(at).slice(0, 4) === day(now).slice(0, 4);
  return isThisYear
    ? at.toLocaleString(undefined, { ...date, ...time, ...options(display) })
    : at.toLocaleDateString(undefined, { ...date, year: "numeric", ...options(display) });
}
