import { release } from "node:os";
import type { Bell } from "../bell.ts";
import type { Clock } from "../clock.ts";
import { architecture, bootId, hostName, osName } from "../host/describe.ts";
import type { IdentityStore } from "../identity/store.ts";
import { fateOf } from "../link/fate.ts";
import { type Ending, openSession, type Session } from "../link/session.ts";
import type { Log } from "../log.ts";
import type { Measured } from "../probes/measure.ts";
import { type Hello, heartbeatSeconds, protocolVersion } from "../protocol.ts";
import type { RunStatus } from "../status-file.ts";
import { version } from "../version.ts";

/** So many unanswered heartbeats in a row mean a half-open connection. */
const unansweredMax = 3;

interface LinkDeps {
  readonly store: IdentityStore;
  readonly clock: Clock;
  readonly log: Log;
  /** What to report now; called once per heartbeat. */
  readonly measure: () => Measured;
  readonly status: RunStatus;
  /** Rings when something is to be reported at once. */
  readonly bell: Bell;
  /** The gateway's address, whenever it was reached. */
  readonly reached: (address: string) => void;
}

/** Keeps one connection to the gateway. Ends when asked to, or when the Console removed the sensor. */
export async function linkTask(
  deps: LinkDeps,
  signal: AbortSignal,
): Promise<"stopped" | "removed"> {
  const { clock, log, status } = deps;
  for (let attempt = 1; !signal.aborted; attempt++) {
    const { ending, wasWelcome } = await connectOnce(deps, signal);
    status.update({ connected: false });
    if (signal.aborted) return "stopped";
    if (wasWelcome) attempt = 1;
    const fate = fateOf(ending, attempt, Math.random());
    if (fate.do === "stop") {
      log.warn(`This sensor is removed: ${ending.detail}`);
      return "removed";
    }
    log.warn(
      `Not connected (${ending.detail}); next try in ${(fate.afterMs / 1000).toFixed(1)} s.`,
    );
    await clock.sleep(fate.afterMs, signal);
  }
  return "stopped";
}

async function connectOnce(
  deps: LinkDeps,
  signal: AbortSignal,
): Promise<{ ending: Ending; wasWelcome: boolean }> {
  const identity = deps.store.read();
  if (!identity) return { ending: { kind: "removed", detail: "logged out" }, wasWelcome: false };
  const connection = new AbortController();
  let wasWelcome = false;
  let acked = -1;
  const session = openSession(
    identity,
    hello(),
    {
      reached: deps.reached,
      welcome(frame) {
        wasWelcome = true;
        deps.log.info(`Connected to ${identity.config.consoleUrl} as ${identity.config.name}.`);
        void heartbeats(deps, session, frame.heartbeatSeconds, () => acked, connection.signal);
      },
      ack(seq) {
        acked = seq;
        deps.status.update({
          connected: true,
          lastAckAt: new Date(deps.clock.nowMs()).toISOString(),
        });
      },
      tags: (tags) => deps.log.info(`Tags are now ${tags.join(",") || "none"}.`),
    },
    deps.clock,
  );
  const close = () => session.close();
  signal.addEventListener("abort", close, { once: true });
  const ending = await session.ended;
  signal.removeEventListener("abort", close);
  connection.abort();
  session.close();
  return { ending, wasWelcome };
}

/** The first heartbeat at once, then one per interval or news, until the connection ends. */
async function heartbeats(
  deps: LinkDeps,
  session: Session,
  seconds: number,
  acked: () => number,
  signal: AbortSignal,
): Promise<void> {
  for (let seq = 0; !signal.aborted; seq++) {
    if (seq - acked() > unansweredMax) {
      deps.log.warn(`${unansweredMax} heartbeats in a row are unanswered; connecting anew.`);
      return session.close();
    }
    session.send({ type: "heartbeat", seq, sentAtMs: deps.clock.nowMs(), ...deps.measure() });
    await deps.bell.wait((seconds || heartbeatSeconds) * 1000, signal);
  }
}

function hello(): Hello {
  const boot = bootId();
  return {
    type: "hello",
    protocol: protocolVersion,
    version,
    hostname: hostName(),
    kernel: release().slice(0, 128),
    os: osName(),
    arch: architecture(),
    ...(boot ? { bootId: boot } : {}),
  };
}
