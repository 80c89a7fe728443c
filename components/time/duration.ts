/** Units that a person picks from, largest first, with their length in seconds. */
export const durationUnits = [
  ["days", 86_400],
  ["hours", 3_600],
  ["minutes", 60],
  ["seconds", 1],
] as const;
export type DurationUnit = (typeof durationUnits)[number][0];

export function unitSeconds(unit: DurationUnit): number {
  return durationUnits.find(([name]) => name === unit)?.[1] ?? 1;
}

/** The largest unit in which a duration is a whole number. */
export function wholeUnit(seconds: number): DurationUnit {
  return durationUnits.find(([, size]) => seconds % size === 0 && seconds > 0)?.[0] ?? "seconds";
}
