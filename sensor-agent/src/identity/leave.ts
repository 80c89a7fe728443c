import { post } from "../link/post.ts";
import type { LeaveReason } from "../protocol.ts";
import type { Identity } from "./store.ts";

/**
 * Says goodbye: the record departs in the Console. Repeating it changes nothing.
 * @throws {Error} the Console did not hear it
 */
export async function leave(
  { ca, certificate: cert, key, config }: Identity,
  reason: LeaveReason,
  how: { nowMs: number; withinMs?: number; address?: string | undefined },
): Promise<void> {
  const url = new URL("decommission", config.sensorUrl.replace(/^wss/, "https"));
  const { status, problem } = await post(url, { reason }, { ca, cert, key, ...how });
  // Refused means that the Console does not know this certificate any more: nothing is left to leave.
  if (status === 204 || status === 401 || status === 403) return;
  throw new Error(problem?.detail ?? `HTTP ${status}`);
}
