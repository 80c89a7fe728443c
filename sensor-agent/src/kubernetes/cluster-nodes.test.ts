import fc from "fast-check";
import { expect, it } from "vitest";
import { clusterNode, makeClusterNodes } from "./cluster-nodes.ts";

const uids = [
  "3c9e5537-8e71-40bd-b7ca-36e4af19b544",
  "02aab8a4-74ef-476e-8182-f6d2ba4166a6",
] as const;
const [first, second] = uids;

it("reads Nodes and what is left of them as metadata", () => {
  const metadata = { name: "node-01", uid: first, labels: {} };
  expect(clusterNode({ kind: "PartialObjectMetadata", metadata })).toEqual({
    name: "node-01",
    uid: first,
  });
  expect([clusterNode({ metadata: { name: "node-01" } }), clusterNode(null)]).toEqual([null, null]);
});

it("knows nothing before the first list", () => {
  const nodes = makeClusterNodes();
  expect([nodes.all(), nodes.listed([]), nodes.all()]).toEqual([null, true, []]);
});

it("takes a node that was made anew under its name for another one", () => {
  const nodes = makeClusterNodes();
  nodes.listed([{ name: "node-01", uid: first }]);
  expect(nodes.put({ name: "node-01", uid: second })).toBe(true);
  expect(nodes.gone({ name: "node-01", uid: first })).toBe(false);
  expect(nodes.all()).toEqual([{ name: "node-01", uid: second }]);
});

it("says that something changed exactly when it did", () => {
  const node = fc.record({ name: fc.constantFrom("a", "b", "c"), uid: fc.constantFrom(...uids) });
  const step = fc.oneof(
    fc.record({ do: fc.constantFrom("put" as const, "gone" as const), node }),
    fc.record({
      do: fc.constant("listed" as const),
      nodes: fc.uniqueArray(node, { selector: ({ name }) => name }),
    }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const nodes = makeClusterNodes();
      for (const each of steps) {
        const before = JSON.stringify(nodes.all());
        if (before === "null" && each.do !== "listed") continue;
        const said = each.do === "listed" ? nodes.listed(each.nodes) : nodes[each.do](each.node);
        expect(said).toBe(JSON.stringify(nodes.all()) !== before);
      }
    }),
  );
});
