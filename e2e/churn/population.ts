import { X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";
import type { Ctx } from "../../server/context.ts";
import type { EnrollDeps } from "../../server/enrollment/admit-batch.ts";
import { decommission } from "../../server/enrollment/decommission.ts";
import { enroll } from "../../server/enrollment/enroll.ts";
import { welcomeSensor } from "../../server/enrollment/identify.ts";
import { oneAtATime } from "../../server/one-at-a-time.ts";
import { enrollment, isHeard, type SimulatedHost } from "./host.ts";
import { stepSeconds } from "./plan.ts";

/** The hosts of the day and what they do to the Console, by the very code that serves real ones. */
export function makePopulation(
  deps: { ctx: Ctx; enrollDeps: EnrollDeps; token: string },
  hosts: readonly SimulatedHost[],
) {
  const joining = [...hosts].sort((a, b) => a.plan.joinsAt - b.plan.joinsAt);
  const running = new Set<SimulatedHost>();
  /** By sensor id: who is enrolled, as far as we know. */
  const listed = new Map<string, SimulatedHost>();
  const revivals = oneAtATime(hosts.length);
  const counts = { enrolled: 0, left: 0, revived: 0 };

  async function join(host: SimulatedHost): Promise<void> {
    const answer = await enroll(deps.enrollDeps, enrollment(host, deps.token));
    host.sensorId = answer.sensorId;
    host.serial = new X509Certificate(answer.certificate).serialNumber.toLowerCase();
    host.state = "up";
    listed.set(host.sensorId, host);
    running.add(host);
    counts.enrolled += 1;
  }

  async function end(host: SimulatedHost, second: number): Promise<void> {
    const canSpeak = isHeard(host, second) && listed.has(host.sensorId);
    host.state = "gone";
    running.delete(host);
    if (!host.plan.isClean || !canSpeak) return;
    await decommission(deps.ctx, { id: host.sensorId, name: host.plan.name }, "clean_exit");
    listed.delete(host.sensorId);
    counts.left += 1;
  }

  async function revive(host: SimulatedHost): Promise<void> {
    const peer = { serialNumber: host.serial };
    const socket = { getPeerCertificate: () => peer, authorized: true } as unknown as TLSSocket;
    const identity = await welcomeSensor({ ...deps.ctx, revivals }, socket);
    if (identity.id !== host.sensorId) throw new Error(`${host.plan.name} came back as another`);
    listed.set(host.sensorId, host);
    counts.revived += 1;
  }

  return {
    listed,
    counts,
    async comeAndGo(second: number): Promise<void> {
      for (let next = joining[0]; next && next.plan.joinsAt <= second; next = joining[0]) {
        joining.shift();
        await join(next);
      }
      for (const host of running) if (host.plan.endsAt <= second) await end(host, second);
    },
    /** Who reports in this step: whose turn it is, and at once who can be heard again. */
    async reporting(second: number): Promise<SimulatedHost[]> {
      const turn = (second / stepSeconds) % 3;
      const heard = [...running].filter(
        (host) => (host.phase === turn || host.silence > 3 * stepSeconds) && isHeard(host, second),
      );
      for (const host of heard) if (!listed.has(host.sensorId)) await revive(host);
      return heard;
    },
    /** Everybody lost the connection; reconnects are spread over a minute. */
    scatter(second: number, random: () => number): void {
      for (const host of running) host.reconnectsAt = second + Math.floor(random() * 60);
    },
  };
}
