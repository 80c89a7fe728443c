import { randomUUID } from "node:crypto";
import { systemClock } from "../sensor-agent/src/clock.ts";
import { post } from "../sensor-agent/src/link/post.ts";
import type { ClusterReport } from "../sensor-agent/src/protocol.ts";
import { enrollWith, type Reachable, type TestSensor } from "./fleet.ts";

/** A cluster whose nodes are known by name, and enroll one by one. */
export interface TestCluster {
  readonly name: string;
  /** Enrolls the sensor of a node, and waits for its first stored heartbeat. */
  enroll(console: Reachable, wanted: { token: string; node: string }): Promise<TestSensor>;
  /** What the sensor that holds the Lease reports: every node there is. */
  report(console: Reachable, sensor: TestSensor): Promise<void>;
}

export function testCluster(name: string, nodes: readonly string[]): TestCluster {
  const clusterUid = randomUUID();
  const all = nodes.map((each) => ({ name: each, uid: randomUUID() }));
  return {
    name,
    enroll(console, { token, node }) {
      const uid = all.find((each) => each.name === node)?.uid;
      if (!uid) throw new Error(`${name} has no node ${node}.`);
      const kubernetes = {
        clusterUid,
        ...{ nodeName: node, nodeUid: uid },
        ...{ roles: [], labels: {}, kubeletVersion: "v1.35.4" },
      };
      return enrollWith(console, { token, name: node, clusterName: name, kubernetes });
    },
    async report({ ca }, { identity }) {
      const { sensorUrl } = identity.config;
      const url = new URL("cluster", sensorUrl.replace(/^wss/, "https"));
      const report: ClusterReport = { clusterUid, nodes: all };
      const { certificate: cert, key } = identity;
      const options = { ca, cert, key, nowMs: systemClock.nowMs(), isGateway: true };
      const answer = await post(url, report, options);
      if (answer.status !== 204) throw new Error(answer.problem?.code ?? `HTTP ${answer.status}`);
    },
  };
}
