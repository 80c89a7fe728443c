/** Losses of fewer sensors than this are never implausible, whatever their share. */
export const silentMin = 5;

/**
 * After a time in which nobody could hear them, sensors need this long to be back: their reconnects
 * are spread over up to 60 s (sensor-agent/src/link/backoff.ts), and one may fail. Listening clock.
 */
export const settleSeconds = 120;

/**
 * How long after a deadline the record departs. A heartbeat that reached a gateway in time is in the
 * database by then: gateways write once a second.
 */
export const graceSeconds = 2;

/** What of a pool went silent within one window. */
export interface PoolLoss {
  readonly silent: number;
  /** Enrolled sensors of the pool, the silent ones included. */
  readonly size: number;
}

/** Whether so many going silent together is rather a fault of ours, or of the network, than their end. */
export function isImplausible({ silent, size }: PoolLoss, breakerShare: number): boolean {
  return silent >= silentMin && silent > size * breakerShare;
}
