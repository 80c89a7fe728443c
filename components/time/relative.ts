const units = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
] as const;

/** A length in its largest whole unit: "15 min", "1 d". */
export function shortDuration(seconds: number): string {
  const [unit, size] = units.find(([, size]) => seconds >= size) ?? units[3];
  return `${Math.floor(seconds / size)} ${unit}`;
}

/** "12 s ago", "in 3 d"; within two seconds "just now", since clocks differ that much. */
export function relativeTime(at: Date, now: Date): string {
  const seconds = (now.getTime() - at.getTime()) / 1000;
  if (Math.abs(seconds) < 2) return "just now";
  const duration = shortDuration(Math.abs(seconds));
  return seconds > 0 ? `${duration} ago` : `in ${duration}`;
}

/** The instant to the second, in the reader's own zone. */
export function absoluteTime(at: Date): string {
  return at.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
}

/** The same with the zone named. */
export function exactTime(at: Date): string {
  return at.toLocaleString(undefined, { dateStyle: "full", timeStyle: "long" });
}
