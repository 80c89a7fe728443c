import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KubernetesNode, nodeLabelBytesMax } from "../protocol.ts";
import { nodeFacts, sensorRole } from "./node-facts.ts";

const of = { clusterUid: "3c9e5537-8e71-40bd-b7ca-36e4af19b544", installId: "rel-1" };
const uid = "02aab8a4-74ef-476e-8182-f6d2ba4166a6";
const aNode = (labels: Record<string, string>) => ({
  metadata: { name: "node-01", uid, labels, managedFields: [{}] },
  status: { nodeInfo: { kubeletVersion: "v1.33.1", osImage: "x" }, images: [] },
});

describe("nodeFacts", () => {
  it("takes name, UID, roles, labels and the kubelet's version", () => {
    const labels = {
      "node-role.kubernetes.io/worker": "",
      "node-role.kubernetes.io/control-plane": "",
      zone: "b",
    };
    expect(nodeFacts(aNode(labels), of)).toEqual({
      clusterUid: of.clusterUid,
      nodeName: "node-01",
      nodeUid: uid,
      roles: ["control-plane", "worker"],
      labels,
      kubeletVersion: "v1.33.1",
      installId: "rel-1",
    });
  });

  it("takes a Node that has not said much yet, and nothing that is none", () => {
    const bare = { metadata: { name: "node-01", uid } };
    expect(nodeFacts(bare, { ...of, installId: undefined })).toMatchObject({
      roles: [],
      kubeletVersion: "",
    });
    for (const other of [null, {}, { metadata: { name: "x", uid: "y" } }, "Node"])
      expect(nodeFacts(other, of)).toBeNull();
  });

  it("always fits the wire format, and says the same of the same labels", () => {
    const labels = fc.dictionary(
      fc.string({ minLength: 1, maxLength: 330 }),
      fc.string({ maxLength: 80 }),
      {
        maxKeys: 200,
      },
    );
    fc.assert(
      fc.property(labels, (given) => {
        const facts = nodeFacts(aNode(given), of);
        expect(KubernetesNode.safeParse(facts).success).toBe(true);
        expect(Buffer.byteLength(JSON.stringify(facts?.labels))).toBeLessThanOrEqual(
          nodeLabelBytesMax,
        );
        const turned = Object.fromEntries(Object.entries(given).reverse());
        expect(nodeFacts(aNode(turned), of)).toEqual(facts);
      }),
      { numRuns: 50 },
    );
  });
});

it.each([
  [["control-plane"], "control_plane"],
  [["worker", "master"], "control_plane"],
  [["worker"], "generic_linux"],
  [[], "generic_linux"],
])("a sensor on a node with roles %j is %s", (roles, role) => {
  expect(sensorRole(roles)).toBe(role);
});
