import { usage } from "./exit-codes.ts";

const units = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 } as const;

/** `90s`, `30m`, `12h`, `7d`, `2w`, or seconds as they are. @throws {CliError} */
export function parseDuration(text: string): number {
  const [, digits, unit = "s"] = /^(\d{1,9})([smhdw]?)$/.exec(text) ?? [];
  if (digits === undefined)
    throw usage(`“${text}” is no length of time.`, "Write 90s, 30m, 12h, 7d or 2w.");
  return Number(digits) * units[(unit || "s") as keyof typeof units];
}

const steps = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
] as const;

/** In its largest unit: `3 d`, `12 min`. */
export function shortDuration(seconds: number): string {
  const [unit, size] = steps.find(([, size]) => seconds >= size) ?? steps[3];
  return `${Math.floor(seconds / size)} ${unit}`;
}

/** `12 s ago`, `in 3 h`, `never`. */
export function relativeTime(at: string | null, nowMs: number): string {
  if (at === null) return "never";
  const seconds = Math.round((nowMs - Date.parse(at)) / 1000);
  if (Math.abs(seconds) < 1) return "now";
  return seconds > 0 ? `${shortDuration(seconds)} ago` : `in ${shortDuration(-seconds)}`;
}
