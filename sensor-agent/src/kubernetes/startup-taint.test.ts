import { expect, it } from "vitest";
import { untaint } from "./startup-taint.ts";

const ours = { key: "telovix.io/sensor-not-ready", effect: "NoSchedule" };
const oursToo = { ...ours, effect: "NoExecute", timeAdded: "2026-06-01T12:00:00Z" };
const other = { key: "node.kubernetes.io/not-ready", value: "x", effect: "NoExecute" };
const path = "/spec/taints";
const of = (taints: unknown[]) => ({ metadata: {}, spec: { podCIDR: "10.0.0.0/24", taints } });

it.each([
  ["none", { spec: {} }, null],
  ["no spec", {}, null],
  ["another's alone", of([other]), null],
  [
    "ours alone",
    of([ours]),
    [
      { op: "test", path, value: [ours] },
      { op: "remove", path },
    ],
  ],
  [
    "ours in both effects among others",
    of([ours, other, oursToo]),
    [
      { op: "test", path, value: [ours, other, oursToo] },
      { op: "replace", path, value: [other] },
    ],
  ],
])("of a node with %s", (_title, node, patch) => {
  expect(untaint(node)).toEqual(patch);
});
