const dayMs = 86_400_000;

/** Days as a range of instants: whole days in the reader's own zone, `to` with all of its day. */
export function dayRange(from: Date | null, to: Date | null): { from?: string; to?: string } {
  return {
    ...(from && { from: localMidnight(from).toISOString() }),
    ...(to && { to: new Date(localMidnight(to).getTime() + dayMs - 1).toISOString() }),
  };
}

const localMidnight = (day: Date) =>
  new Date(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate());
