import { expect, it } from "vitest";
import type { ApiCall, KubernetesApi } from "./api.ts";
import { makeStartupGate } from "./startup-gate.ts";
import { startupTaint } from "./startup-taint.ts";

const failOpenMs = 300_000;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A node with the taint, and a clock that runs as its sleeper sleeps, and may be set. */
function aNode() {
  const calls: ApiCall[] = [];
  const taints = [{ key: startupTaint, effect: "NoSchedule" }];
  const api: KubernetesApi = {
    call(call) {
      calls.push(call);
      return Promise.resolve({ spec: { taints } });
    },
    lines: () => Promise.reject(new Error("nothing is watched")),
    close: () => undefined,
  };
  const time = { nowMs: 1_000_000, sleptMs: 0 };
  const clock = {
    nowMs: () => time.nowMs,
    sleep(ms: number) {
      time.nowMs += ms;
      time.sleptMs += ms;
      return Promise.resolve();
    },
  };
  const open = (missing: () => string | null, sinceMs = time.nowMs) => {
    const shared = { api, clock, log: silent, random: () => 0, nodeName: "node-01" };
    return makeStartupGate({ ...shared, missing, sinceMs, failOpenMs });
  };
  return { time, open, methods: () => calls.map(({ method }) => method) };
}

const never = new AbortController().signal;

it("takes the taint off as soon as nothing is missing", async () => {
  const { time, open, methods } = aNode();
  await open(() => (time.sleptMs < 2_000 ? "not yet" : null)).run(never);
  expect([time.sleptMs, methods()]).toEqual([2_000, ["GET", "PATCH"]]);
});

it("takes it off in time whatever is missing, counted from the pod's first start", async () => {
  const { time, open, methods } = aNode();
  await open(() => "not yet", time.nowMs - 200_000).run(never);
  expect([time.sleptMs, methods()]).toEqual([100_000, ["GET", "PATCH"]]);
});

it("takes it off in time although the clock is set back by a day", async () => {
  const { time, open, methods } = aNode();
  const gate = open(() => {
    if (time.sleptMs === 1_000) time.nowMs -= 86_400_000;
    return "not yet";
  });
  await gate.run(never);
  expect([time.sleptMs, methods()]).toEqual([failOpenMs, ["GET", "PATCH"]]);
  expect(gate.isOverdue()).toBe(true);
});
