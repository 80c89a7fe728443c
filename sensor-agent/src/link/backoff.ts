/** Reconnects start within this and grow to the cap (CONTRACT and issue: 1 s to 60 s). */
const firstMs = 1_000;
const capMs = 60_000;

/**
 * How long to wait before try number `attempt` (from 1): full jitter, so that a fleet that lost its
 * Console together does not come back together. The server's own wish, `retryAfterMs`, is a minimum.
 * @param random uniform in [0, 1)
 */
export function backoffMs(attempt: number, random: number, retryAfterMs = 0): number {
  const ceiling = Math.min(capMs, firstMs * 2 ** Math.min(attempt - 1, 16));
  return Math.min(Math.max(retryAfterMs, random * ceiling), 600_000) + retryAfterMs * random * 0.2;
}

/** `Retry-After` in ms: seconds or a date (RFC 9110 §10.2.3); 0 when absent or unreadable. */
export function retryAfterMs(header: string | string[] | undefined, nowMs: number): number {
  const text = Array.isArray(header) ? header[0] : header;
  if (!text) return 0;
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? 0 : Math.max(0, date - nowMs);
}
