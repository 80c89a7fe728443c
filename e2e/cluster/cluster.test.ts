import { expect, test } from "vitest";
import { eventually } from "../eventually.ts";
import { openLab } from "./open-lab.ts";
import { pauseImage } from "./pause-image.ts";

const lab = openLab();

// What the other files stand on: that this is a cluster like any other.
test("three nodes with kubelets of their own are ready", async () => {
  const nodes = await eventually("three ready nodes", 60_000, async () => {
    const { items } = await lab.get("nodes");
    return items.length === 3 && items.every(isReady) && items;
  });
  expect(nodes.map((node: Node) => node.metadata.name)).toEqual(["node-01", "node-02", "node-03"]);
});

test("a pod with a network of its own runs, and its node's kubelet shows its log", async () => {
  await lab.kubectl("run", "probe", `--image=${pauseImage}`, "--image-pull-policy=Never");
  await lab.kubectl("wait", "pod/probe", "--for=condition=Ready", "--timeout=60s");
  expect(await lab.kubectl("logs", "probe")).toBe("");
  await lab.kubectl("delete", "pod", "probe", "--grace-period=1");
});

interface Node {
  metadata: { name: string };
  status: { conditions: { type: string; status: string }[] };
}

const isReady = ({ status }: Node) =>
  status.conditions.some(({ type, status: value }) => type === "Ready" && value === "True");
