import { z } from "zod";
import { type KubernetesNode, nodeLabelBytesMax } from "../protocol.ts";

const Node = z.object({
  metadata: z.object({
    name: z.string().min(1).max(253),
    uid: z.uuid(),
    labels: z.record(z.string(), z.string()).default({}),
  }),
  status: z.object({ nodeInfo: z.object({ kubeletVersion: z.string() }).optional() }).optional(),
});

const rolePrefix = "node-role.kubernetes.io/";
const rolesMax = 16;
const keyLengthMax = 317;
const valueLengthMax = 63;

/** What a Node of the Kubernetes API says of itself, as the Console takes it; null for anything else. */
export function nodeFacts(
  object: unknown,
  of: { clusterUid: string; installId: string | undefined },
): KubernetesNode | null {
  const node = Node.safeParse(object).data;
  if (!node) return null;
  const { name, uid, labels } = node.metadata;
  return {
    clusterUid: of.clusterUid,
    nodeName: name,
    nodeUid: uid,
    roles: rolesOf(labels),
    labels: fitting(labels),
    kubeletVersion: (node.status?.nodeInfo?.kubeletVersion ?? "").slice(0, 64),
    ...(of.installId ? { installId: of.installId } : {}),
  };
}

function rolesOf(labels: Record<string, string>): string[] {
  return Object.keys(labels)
    .filter((key) => key.startsWith(rolePrefix))
    .map((key) => key.slice(rolePrefix.length))
    .filter((role) => role !== "" && role.length <= valueLengthMax)
    .sort()
    .slice(0, rolesMax);
}

/** In order of their keys, so that the same labels are always cut to the same ones. */
function fitting(labels: Record<string, string>): Record<string, string> {
  const fit: Record<string, string> = {};
  let bytes = 2;
  for (const [key, value] of Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (key.length > keyLengthMax || value.length > valueLengthMax) continue;
    bytes += Buffer.byteLength(JSON.stringify({ [key]: value })) - 1;
    if (bytes > nodeLabelBytesMax) break;
    fit[key] = value;
  }
  return fit;
}

/** What a sensor is for when nobody said: nodes of the control plane are told from the others. */
export function sensorRole(roles: readonly string[]): "control_plane" | "generic_linux" {
  const isControlPlane = roles.includes("control-plane") || roles.includes("master");
  return isControlPlane ? "control_plane" : "generic_linux";
}
