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

/** A length in its two largest units: "3 d 4 h", "12 min 5 s"; "42 s" and "2 h" where one says all. */
export function spanOfTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const at = units.findIndex(([, size]) => whole >= size);
  const [unit, size] = units[at] ?? units[3];
  const [lesserUnit, lesserSize] = units[at + 1] ?? units[3];
  const lesser = Math.floor((whole % size) / lesserSize);
  const first = `${Math.floor(whole / size)} ${unit}`;
  return at === -1 || lesserUnit === unit || lesser === 0
    ? first
    : `${first} ${lesser} ${lesserUnit}`;
}
