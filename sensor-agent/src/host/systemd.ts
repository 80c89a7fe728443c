import { spawn } from "node:child_process";
import type { Clock } from "../clock.ts";

/**
 * Tells systemd how we are (sd_notify). Node has no datagram sockets of the Unix kind, so
 * systemd-notify does it, which NotifyAccess=all admits. Nothing happens outside a unit.
 */
export function notifySystemd(environment: NodeJS.ProcessEnv, ...states: string[]): void {
  if (!environment.NOTIFY_SOCKET) return;
  const child = spawn("systemd-notify", states, { stdio: "ignore", env: environment });
  child.on("error", () => undefined);
  child.unref();
}

/** Pings the watchdog at half its interval while the event loop turns. */
export async function watchdogTask(
  environment: NodeJS.ProcessEnv,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const everyMs = Number(environment.WATCHDOG_USEC ?? 0) / 2000;
  while (everyMs > 0 && !signal.aborted) {
    notifySystemd(environment, "WATCHDOG=1");
    await clock.sleep(everyMs, signal);
  }
}
