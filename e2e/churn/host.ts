import { certificateRequest, newPrivateKey } from "../../sensor-agent/src/identity/csr.ts";
import type { PlannedHost } from "./plan.ts";

/** A host of the simulation: what it is, as opposed to what the Console believes of it. */
export interface SimulatedHost {
  readonly plan: PlannedHost;
  readonly phase: number;
  state: "waiting" | "up" | "gone";
  sensorId: string;
  serial: string;
  /** Listened seconds since its last written heartbeat. */
  silence: number;
  /** Of these, seconds after the deadline in which no pause stood. */
  overdue: number;
  /** Not before then: reconnects after a deaf time are spread. */
  reconnectsAt: number;
  timesRemoved: number;
}

export function simulated(plan: PlannedHost, phase: number): SimulatedHost {
  return {
    plan,
    phase,
    state: "waiting",
    sensorId: "",
    serial: "",
    silence: 0,
    overdue: 0,
    reconnectsAt: 0,
    timesRemoved: 0,
  };
}

/** Whether it can be heard at a second of the day. */
export function isHeard(host: SimulatedHost, second: number): boolean {
  const { cuts } = host.plan;
  return (
    host.state === "up" &&
    second >= host.reconnectsAt &&
    !cuts.some(({ from, until }) => second >= from && second < until)
  );
}

/** The body of its enrollment. */
export function enrollment({ plan }: SimulatedHost, token: string) {
  return {
    token,
    csr: certificateRequest(newPrivateKey()),
    name: plan.name,
    hostname: plan.name,
    tags: [`pool:${plan.pool}`],
    ephemeral: plan.ephemeral,
    ...(plan.ephemeral ? { removeAfterSeconds: plan.removeAfterSeconds } : {}),
    facts: { arch: "amd64", kernel: "6.1.0", os: "Debian 12", version: "0.1.0" },
  };
}
