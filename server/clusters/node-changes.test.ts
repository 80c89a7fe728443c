import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distinctNodes, nodeChanges, nodesDigest, type ReportedNode } from "./node-changes.ts";

/** Few of each, so that UIDs meet again under other names and names under other UIDs. */
const node = fc.record({
  name: fc.constantFrom("a", "b", "c"),
  uid: fc.constantFrom("1", "2", "3", "4", "5", "6"),
});
const nodes = fc.array(node, { maxLength: 8 });
const uids = (list: readonly ReportedNode[]) => new Set(list.map(({ uid }) => uid));
const property = (check: (before: ReportedNode[], after: ReportedNode[]) => void) =>
  fc.assert(fc.property(nodes, nodes, check));

describe("the changes between two reports", () => {
  it("make the second of the first, and touch nothing that both have", () => {
    property((before, after) => {
      const { added, removed } = nodeChanges(before, after);
      const kept = before.filter(({ uid }) => !uids(removed).has(uid));
      expect(uids([...kept, ...added])).toEqual(uids(after));
      expect(added.filter(({ uid }) => uids(before).has(uid))).toEqual([]);
      expect(removed.filter(({ uid }) => !uids(before).has(uid) || uids(after).has(uid))).toEqual(
        [],
      );
    });
  });

  it("name each node once, and are undone by the changes back", () => {
    property((before, after) => {
      const there = nodeChanges(before, after);
      const back = nodeChanges(after, before);
      expect(uids(back.added)).toEqual(uids(there.removed));
      expect(uids(back.removed)).toEqual(uids(there.added));
      expect(uids(there.added).size).toBe(there.added.length);
      expect(uids(there.removed).size).toBe(there.removed.length);
    });
  });

  it("are none exactly when the digests are the same", () => {
    property((before, after) => {
      const { added, removed } = nodeChanges(before, after);
      const isSame = Buffer.from(nodesDigest(before)).equals(nodesDigest(after));
      expect(added.length + removed.length === 0).toBe(isSame);
    });
  });

  it("remove a node that was made anew under its name, and add the new one", () => {
    const changes = nodeChanges([{ name: "a", uid: "1" }], [{ name: "a", uid: "2" }]);
    expect(changes).toEqual({
      added: [{ name: "a", uid: "2" }],
      removed: [{ name: "a", uid: "1" }],
    });
  });

  it("know a UID in whatever case it is written", () => {
    expect(nodeChanges([{ name: "a", uid: "ab" }], [{ name: "a", uid: "AB" }])).toEqual({
      ...{ added: [], removed: [] },
    });
    expect(
      distinctNodes([
        { name: "a", uid: "ab" },
        { name: "a", uid: "AB" },
      ]),
    ).toHaveLength(1);
  });
});
