export type SeatPressure = "free" | "near" | "full";

/** How close the license is to its limit; `near` from nine tenths on. */
export function seatPressure(taken: number, limit: number): SeatPressure {
  if (taken >= limit) return "full";
  return taken * 10 >= limit * 9 ? "near" : "free";
}
