import { z } from "zod";
import { names } from "../../sensor-agent/src/protocol.ts";
import { TokenView } from "../tokens/schema.ts";

export const ClusterName = z
  .string()
  .regex(
    names.name,
    "1–128 letters, digits, dot, dash or underscore, starting with a letter or digit",
  );

export const clusterSortKeys = ["name", "sensors", "nodes", "missing"] as const;

export const ListClusters = z.strictObject({
  q: z.string().trim().max(200).optional().describe("Part of the name, or how the UID begins."),
  missing: z.boolean().optional().describe("Only clusters with nodes that have no sensor."),
  sort: z.enum(clusterSortKeys).default("name"),
  order: z.enum(["asc", "desc"]).default("asc"),
  cursor: z.string().max(600).optional(),
  limit: z.number().int().min(1).max(500).default(50),
});
export type ListClusters = z.infer<typeof ListClusters>;

export const OneCluster = z.strictObject({
  name: ClusterName,
  uid: z
    .union([z.uuid(), z.literal("none")])
    .optional()
    .describe(
      "Which one, where several have the name, `none`: the one without a UID. Left out: the one with the most sensors.",
    ),
});
export type OneCluster = z.infer<typeof OneCluster>;

const count = z.number().int();
const When = z.iso.datetime();

export const ClusterView = z.object({
  name: z.string(),
  /** Of its namespace kube-system; null: sensors that say the name, but are on no node. */
  uid: z.uuid().nullable(),
  /** Whether another cluster has this name. */
  hasNamesakes: z.boolean(),
  /** Nodes that it last reported; null: none of its sensors has reported any. */
  nodes: count.nullable(),
  /** Nodes with a sensor that has not departed; where the nodes are not known, the sensors. */
  protected: count,
  missing: count.describe("Nodes without a sensor."),
  sensors: count.describe("Enrolled sensors that call it by this name."),
  versions: z
    .array(z.object({ version: z.string(), count }))
    .describe("How many sensors have each version, the most frequent first."),
  flavors: z.array(z.object({ flavor: z.enum(["standard", "telecom"]), count })),
  /** The cluster token among those that its sensors enrolled with that lasts longest. */
  tokenId: z.uuid().nullable(),
  tokenExpiresAt: When.nullable(),
  reportedAt: When.nullable(),
  /** The sensor that reported last, as it was called then. */
  reporter: z.object({ id: z.uuid(), name: z.string() }).nullable(),
});
export type ClusterView = z.infer<typeof ClusterView>;

export const ClusterPage = z.object({
  items: z.array(ClusterView),
  nextCursor: z.string().nullable(),
  total: count,
});

/** Names of missing nodes that a cluster is shown with; `missing` counts all. */
export const missingNodesMax = 1000;

export const ClusterDetail = ClusterView.extend({
  /** By name, at most 1,000 of them. */
  missingNodes: z.array(z.string()),
  tokens: z.array(TokenView).describe("Its cluster tokens that still admit, the newest first."),
  /** UIDs of the other clusters with this name. */
  namesakes: z.array(z.uuid().nullable()),
});
export type ClusterDetail = z.infer<typeof ClusterDetail>;
