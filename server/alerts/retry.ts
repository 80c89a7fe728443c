/** After so many tries without success a delivery has failed. */
export const triesMax = 8;

const firstWaitSeconds = 10;
const waitSecondsMax = 3600;
/** A receiver may ask for more patience than ours, but not for ever. */
const retryAfterSecondsMax = 24 * 3600;

/**
 * How long to wait after the given number of tries: 10 s, 30 s, 90 s … at most 1 h, or as long as
 * the receiver asked for. Null: that was the last try.
 */
export function waitAfter(tries: number, retryAfterSeconds: number | null): number | null {
  if (tries >= triesMax) return null;
  const backoff = Math.min(firstWaitSeconds * 3 ** (tries - 1), waitSecondsMax);
  return Math.max(backoff, Math.min(retryAfterSeconds ?? 0, retryAfterSecondsMax));
}

/** `Retry-After` in seconds from now: RFC 9110 §10.2.3 has seconds and dates. */
export function parseRetryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const at = header.endsWith(" GMT") ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}
