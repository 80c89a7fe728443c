import { describe, expect, it } from "vitest";
import { notAlive, notReady, notStarted, notWatching, type ProgressFacts } from "./progress.ts";

const nowMs = 1_000_000;
type Probes = NonNullable<ProgressFacts["probes"]>;
const running: Probes["loader"] = { state: "running", restarts: 0 };
const attached = { name: "process", state: "attached" } as const;
const failed = { name: "tcp", state: "failed", detail: "Operation not permitted" } as const;
const watching: ProgressFacts = {
  probes: { loader: running, programs: [attached] },
  lastAckMs: nowMs - 1_000,
  linkDueMs: nowMs + 1_000,
};
const withProbes = (loader: Probes["loader"], programs: Probes["programs"]) => ({
  ...watching,
  probes: { loader, programs },
});

describe("a sensor is ready", () => {
  const no = /not attached yet/;
  it.each<[string, ProgressFacts, RegExp | null]>([
    ["when it watches and was heard", watching, null],
    ["with a program that the kernel refused", withProbes(running, [attached, failed]), null],
    [
      "when there is a reason why nothing is attached",
      withProbes({ state: "unavailable", restarts: 0, detail: "no loader" }, []),
      null,
    ],
    [
      "with a loader that died",
      withProbes({ state: "restarting", restarts: 3, detail: "status 3" }, []),
      null,
    ],
    ["not before it has enrolled", { ...watching, probes: null }, /not enrolled/],
    [
      "not before its loader has started",
      withProbes({ state: "unavailable", restarts: 0, detail: notStarted }, []),
      no,
    ],
    ["not before its programs are attached", withProbes(running, []), no],
    [
      "not before it was heard",
      { ...watching, lastAckMs: null },
      /not acknowledged a heartbeat yet/,
    ],
    ["45 s after it was heard", { ...watching, lastAckMs: nowMs - 45_000 }, null],
    ["no longer than that", { ...watching, lastAckMs: nowMs - 46_000 }, /for 46 s/],
  ])("%s", (_title, facts, reason) => {
    const reasons = notReady(facts, nowMs);
    if (reason) expect(reasons).toEqual([expect.stringMatching(reason)]);
    else expect(reasons).toEqual([]);
  });
});

it.each([
  [null, 0],
  [nowMs, 0],
  [nowMs - 1, 1],
])("a link that is due at %s: %i reasons to start it again", (linkDueMs, count) => {
  expect(notAlive({ ...watching, linkDueMs }, nowMs)).toHaveLength(count);
});

it.each<[string, ProgressFacts, RegExp | null]>([
  ["opens it", watching, null],
  ["without enrollment", { ...watching, probes: null }, /not enrolled/],
  ["without an answer", { ...watching, lastAckMs: null }, /acknowledged/],
  ["without programs", withProbes(running, []), /not attached yet/],
  [
    "with a program refused",
    withProbes(running, [attached, failed]),
    /tcp is not attached: Operation/,
  ],
  [
    "without a loader",
    withProbes({ state: "unavailable", restarts: 0, detail: "no place" }, []),
    /no place/,
  ],
])("the start-up gate: %s", (_title, facts, missing) => {
  if (missing) expect(notWatching(facts)).toMatch(missing);
  else expect(notWatching(facts)).toBeNull();
});
