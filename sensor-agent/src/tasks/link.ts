import { release } from "node:os";
import type { Bell } from "../bell.ts";
import type { Clock } from "../clock.ts";
import { architecture, bootId, hostName, osName } from "../host/describe.ts";
import { leave } from "../identity/leave.ts";
import type { Identity, IdentityStore } from "../identity/store.ts";
import { fateOf, lostIdentity } from "../link/fate.ts";
import { type Ending, openSession, type Session } from "../link/session.ts";
import type { Log } from "../log.ts";
import type { Measured } from "../probes/measure.ts";
import type { Progress } from "../progress.ts";
import { type Hello, heartbeatSeconds, type KubernetesNode, protocolVersion } from "../protocol.ts";
import type { RunStatus } from "../status-file.ts";
import { version } from "../version.ts";

/** So many unanswered heartbeats in a row mean a half-open connection. */
const unansweredMax = 3;
/** Beyond what each step of the link takes at most. */
const graceMs = 60_000;
const awayLookMs = 1_000;
const goodbyeWithinMs = 4_000;

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
  /** The goodbye is said, and this process about to be stopped. */
  readonly isLeaving: () => boolean;
  /** Why connecting is to wait, because it would revive a record that is to stay departed; else null. */
  readonly staysAway: () => string | null;
  /** Hears that the link moves, and of acknowledged heartbeats. */
  readonly progress: Pick<Progress, "acked" | "linkDue">;
  /** What the Kubernetes API says of this node; undefined outside of a cluster. */
  readonly node: () => KubernetesNode | undefined;
  /** Whether there is a token to enroll with when the certificate is of no use any more. */
  readonly mayEnrollAnew: boolean;
}

export type LinkEnd = "stopped" | "removed" | "unknown";

/**
 * Keeps one connection to the gateway. Ends when asked to, when the Console removed the sensor, or
 * when it does not know the certificate and there is a token to enroll with.
 */
export async function linkTask(deps: LinkDeps, signal: AbortSignal): Promise<LinkEnd> {
  const { clock, log, status } = deps;
  for (let attempt = 1; !signal.aborted; attempt++) {
    const away = deps.staysAway();
    if (away) {
      log.info(`Not connecting: ${away}.`);
      await stayAway(deps, signal);
      continue;
    }
    deps.progress.linkDue(graceMs);
    const { ending, wasWelcome } = await connectOnce(deps, signal);
    status.update({ connected: false });
    if (signal.aborted) return "stopped";
    if (wasWelcome) attempt = 1;
    const lost = deps.mayEnrollAnew ? lostIdentity(ending) : null;
    if (lost) {
      log.error(`The Console refuses this sensor's certificate: ${ending.detail}`);
      return lost;
    }
    const fate = fateOf(ending, attempt, Math.random());
    if (fate.do === "stop") {
      log.warn(`This sensor is removed: ${ending.detail}`);
      return "removed";
    }
    log.warn(
      `Not connected (${ending.detail}); next try in ${(fate.afterMs / 1000).toFixed(1)} s.`,
    );
    deps.progress.linkDue(fate.afterMs + graceMs);
    await clock.sleep(fate.afterMs, signal);
  }
  return "stopped";
}

/** Until the process is stopped, or it seems that nobody will. */
async function stayAway(deps: LinkDeps, signal: AbortSignal): Promise<void> {
  while (deps.staysAway() && !signal.aborted) {
    deps.progress.linkDue(graceMs);
    await deps.clock.sleep(awayLookMs, signal);
  }
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
  let cameTooLate = false;
  const session = openSession(
    identity,
    hello(),
    {
      reached: deps.reached,
      welcome(frame) {
        wasWelcome = true;
        cameTooLate = deps.isLeaving();
        if (cameTooLate) return session.close();
        deps.log.info(`Connected to ${identity.config.consoleUrl} as ${identity.config.name}.`);
        void heartbeats(deps, session, frame.heartbeatSeconds, () => acked, connection.signal);
      },
      ack(seq) {
        acked = seq;
        deps.progress.acked();
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
  // The goodbye was said while this was connecting, which has revived the record.
  if (cameTooLate) await leaveAgain(deps, identity);
  return { ending, wasWelcome };
}

async function leaveAgain({ clock, log }: LinkDeps, identity: Identity): Promise<void> {
  const how = { nowMs: clock.nowMs(), withinMs: goodbyeWithinMs, isGateway: true };
  await leave(identity, "logout", how).catch((error: Error) =>
    log.warn(`The Console did not hear the goodbye: ${error.message}`),
  );
}

/** The first heartbeat at once, then one per interval or news, until the connection ends. */
async function heartbeats(
  deps: LinkDeps,
  session: Session,
  seconds: number,
  acked: () => number,
  signal: AbortSignal,
): Promise<void> {
  const intervalMs = (seconds || heartbeatSeconds) * 1000;
  let told: KubernetesNode | undefined;
  for (let seq = 0; !signal.aborted; seq++) {
    deps.progress.linkDue(intervalMs + graceMs);
    if (seq - acked() > unansweredMax) {
      deps.log.warn(`${unansweredMax} heartbeats in a row are unanswered; connecting anew.`);
      return session.close();
    }
    const node = deps.node();
    if (node && node !== told) session.send({ type: "node", node });
    told = node;
    session.send({ type: "heartbeat", seq, sentAtMs: deps.clock.nowMs(), ...deps.measure() });
    await deps.bell.wait(intervalMs, signal);
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
