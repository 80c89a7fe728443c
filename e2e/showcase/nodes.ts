import type { KubernetesNode } from "../../sensor-agent/src/protocol.ts";
import { makeClient } from "../client.ts";
import type { TestConsole } from "../console.ts";
import type { TestSensor } from "../fleet.ts";

/** The nodes of cluster oslo-1; the last two have no sensor. */
export const osloNames = ["oslo-w1", "oslo-w2", "oslo-w3", "oslo-w4", "oslo-w5"];
const clusterUid = "5b1f6a52-7c0e-4b8e-9f11-0a4f2d9c6e01";
const nodeUid = (name: string) => `5b1f6a52-7c0e-4b8e-9f11-0a4f2d9c6e1${osloNames.indexOf(name)}`;

/** What the sensor on one of them says of it. */
export function osloNode(name: string): KubernetesNode {
  return {
    clusterUid,
    nodeName: name,
    nodeUid: nodeUid(name),
    roles: name === "oslo-w1" ? ["control-plane"] : ["worker"],
    labels: {
      "kubernetes.io/arch": "amd64",
      "kubernetes.io/hostname": name,
      "node.kubernetes.io/instance-type": "m6i.2xlarge",
      "topology.kubernetes.io/zone": "oslo-1a",
    },
    kubeletVersion: "v1.34.1",
    installId: "telovix-system/telovix-sensor",
  };
}

/** Tells the Console of all five, as the sensor that holds the Lease does. */
export async function reportNodes(
  console: TestConsole,
  reporter: TestSensor | undefined,
): Promise<void> {
  if (!reporter) throw new Error("oslo-w1 is not enrolled");
  const { certificate: cert, key } = reporter.identity;
  const url = `https://localhost:${console.sensorPort}`;
  const client = makeClient({ url, ca: console.ca, cert, key });
  const nodes = osloNames.map((name) => ({ name, uid: nodeUid(name) }));
  const answer = await client.call("/api/v1/sensor/cluster", {
    ...{ method: "POST", body: { clusterUid, nodes } },
  });
  client.close();
  if (answer.status !== 204) throw new Error(`cluster: HTTP ${answer.status}`);
}
