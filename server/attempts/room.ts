/** What of the last hour's attempts is stored already, over all processes. */
export interface Stored {
  /** Of the same host, with the same code and token, not dismissed. */
  readonly same: number;
  /** From the same address, of the same trust. */
  readonly here: number;
  /** From everywhere, of the same trust. */
  readonly everywhere: number;
}

/** How much an attempt's sender is trusted: only who knows a real token is no stranger. */
export type Trust = "token" | "stranger" | "preflight";

/** Attempts per hour. What strangers can fill is little; a fleet behind one address fits. */
const most = {
  token: { here: 1000, everywhere: 5000 },
  stranger: { here: 60, everywhere: 600 },
  preflight: { here: 100, everywhere: 200 },
} satisfies Record<Trust, { here: number; everywhere: number }>;

/** A host that tries on for the same reason is told so often; then its newest attempt moves on. */
const sameMax = 5;

export type Room = "store" | "roll" | "drop";

/** Whether one more attempt is stored, rolled into the newest of its kind, or left out. */
export function roomFor(trust: Trust, stored: Stored): Room {
  if (stored.same >= sameMax) return "roll";
  const { here, everywhere } = most[trust];
  return stored.here < here && stored.everywhere < everywhere ? "store" : "drop";
}
