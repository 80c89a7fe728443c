import { post } from "../link/post.ts";
import type { LeaveReason } from "../protocol.ts";
import type { Identity } from "./store.ts";

/** The Console does not know this certificate any more: nothing is left to leave. */
const gone: ReadonlySet<string> = new Set(["CertificateRefused", "SensorDeleted"]);

/**
 * Says goodbye, to the gateway or to the Console: the record departs. Repeating it changes nothing.
 * @throws {Error} it was not heard
 */
export async function leave(
  { ca, certificate: cert, key, config }: Identity,
  reason: LeaveReason,
  how: { nowMs: number; isGateway: boolean; withinMs: number; address?: string | undefined },
): Promise<void> {
  const url = how.isGateway
    ? new URL("decommission", config.sensorUrl.replace(/^wss/, "https"))
    : new URL("/api/v1/sensor/decommission", config.consoleUrl);
  const { status, problem } = await post(url, { reason }, { ca, cert, key, ...how });
  if (status === 204 || gone.has(problem?.code ?? "")) return;
  throw new Error(problem?.detail ?? `HTTP ${status}`);
}
