import { z } from "zod";
import type { ClusterReport } from "../protocol.ts";

export type ClusterNode = ClusterReport["nodes"][number];

const NodeMetadata = z.object({
  metadata: z.object({ name: z.string().min(1).max(253), uid: z.uuid() }),
});

/** Name and UID of a Node, also of its metadata alone. */
export function clusterNode(object: unknown): ClusterNode | null {
  const { metadata } = NodeMetadata.safeParse(object).data ?? {};
  return metadata ? { name: metadata.name, uid: metadata.uid } : null;
}

/** The API leaves spec and status out of what it sends (API concepts, "Metadata-only fetches"). */
export const metadataOnly = {
  list: "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1",
  watch: "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1",
} as const;

/** The Nodes of a cluster as lists and watches tell of them. */
export function makeClusterNodes() {
  let uids: Map<string, string> | null = null;

  return {
    /** @returns whether that changed which Nodes there are */
    listed(nodes: ClusterNode[]): boolean {
      const before = uids;
      uids = new Map(nodes.map(({ name, uid }) => [name, uid]));
      const now = uids;
      return before?.size !== now.size || nodes.some(({ name, uid }) => before.get(name) !== uid);
    },
    put({ name, uid }: ClusterNode): boolean {
      const isNew = uids?.get(name) !== uid;
      uids?.set(name, uid);
      return isNew;
    },
    gone({ name, uid }: ClusterNode): boolean {
      // A node made anew has the name of the one that was deleted.
      return uids?.get(name) === uid && uids.delete(name);
    },
    /** By name; null before the first list, when nothing is known. */
    all(): ClusterNode[] | null {
      if (!uids) return null;
      return [...uids].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, uid]) => ({ name, uid }));
    },
  };
}
