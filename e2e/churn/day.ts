import type { Ctx } from "../../server/context.ts";
import type { EnrollDeps } from "../../server/enrollment/admit-batch.ts";
import { removeDue } from "../../server/lifecycle/remove-due.ts";
import type { VirtualTime } from "../../server/testing/virtual-time.ts";
import { makeAdmin } from "./admin.ts";
import type { SimulatedHost } from "./host.ts";
import { makeOracle } from "./oracle.ts";
import { type DeafTime, daySeconds, stepSeconds } from "./plan.ts";
import { makePopulation } from "./population.ts";

interface DayDeps {
  readonly ctx: Ctx;
  readonly enrollDeps: EnrollDeps;
  readonly time: VirtualTime;
  readonly token: string;
  readonly random: () => number;
}

/** What went wrong, in words; and what happened, in numbers. */
export interface DayReport {
  readonly wronglyRemoved: readonly string[];
  readonly keptTooLong: readonly string[];
  readonly counts: Record<"enrolled" | "left" | "revived" | "removed" | "paused", number>;
}

/** Lives through one day: hosts as planned, the Console's real rules on a real database. */
export async function liveADay(
  deps: DayDeps,
  hosts: readonly SimulatedHost[],
  deafTimes: readonly DeafTime[],
): Promise<DayReport> {
  const { ctx, time, random } = deps;
  const population = makePopulation(deps, hosts);
  const oracle = makeOracle();
  const admin = makeAdmin(ctx);
  const deaf = new Map(deafTimes.map((each) => [each.at, each]));
  let removedCount = 0;

  for (let second = 0; second < daySeconds; second += stepSeconds) {
    if (second % 3600 === 0) console.log(`${second / 3600}:00, ${population.listed.size} listed`);
    await time.move(stepSeconds);
    for (const host of population.listed.values()) host.silence += stepSeconds;
    const gap = deaf.get(second);
    if (gap) {
      await time.heartbeat([]);
      await time.move(gap.seconds + (gap.jumpSeconds ?? 0));
      population.scatter(second, random);
    }
    await population.comeAndGo(second);
    const reporting = await population.reporting(second);
    // Both at once: a heartbeat at the deadline races its removal.
    const ids = reporting.map(({ sensorId }) => sensorId);
    const [removed] = await Promise.all([removeDue(ctx), time.heartbeat(ids)]);
    for (const { id } of removed) {
      const host = population.listed.get(id);
      if (host) oracle.removed(host, second);
      population.listed.delete(id);
    }
    removedCount += removed.length;
    for (const host of reporting) Object.assign(host, { silence: 0, overdue: 0 });
    const paused = await admin.look(second);
    for (const host of population.listed.values()) {
      oracle.listed(host, paused.has("*") || paused.has(`tag:${host.plan.pool}`), second);
    }
  }
  const { wronglyRemoved, keptTooLong } = oracle;
  const counts = { ...population.counts, removed: removedCount, paused: admin.pauses() };
  return { wronglyRemoved, keptTooLong, counts };
}
