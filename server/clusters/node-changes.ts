import { createHash } from "node:crypto";

/** A Node as a cluster reports it: made anew under its name, it has another UID. */
export interface ReportedNode {
  readonly name: string;
  readonly uid: string;
}

export interface NodeChanges {
  readonly added: readonly ReportedNode[];
  readonly removed: readonly ReportedNode[];
}

/** What makes `reported` of `previous`. By UID alone: names can be given again. */
export function nodeChanges(
  previous: readonly ReportedNode[],
  reported: readonly ReportedNode[],
): NodeChanges {
  const before = byUid(previous);
  const after = byUid(reported);
  return {
    added: [...after.values()].filter(({ uid }) => !before.has(uid)),
    removed: [...before.values()].filter(({ uid }) => !after.has(uid)),
  };
}

/** A node that is listed twice is one. */
export const distinctNodes = (nodes: readonly ReportedNode[]) => [...byUid(nodes).values()];

/** The same for the same nodes, in whatever order they are listed. */
export function nodesDigest(nodes: readonly ReportedNode[]): Uint8Array<ArrayBuffer> {
  const hash = createHash("sha256");
  for (const uid of [...byUid(nodes).keys()].sort()) hash.update(uid);
  return new Uint8Array(hash.digest());
}

const byUid = (nodes: readonly ReportedNode[]) =>
  new Map(nodes.map(({ name, uid }) => [uid.toLowerCase(), { name, uid: uid.toLowerCase() }]));
