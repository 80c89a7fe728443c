import { randomUUID } from "node:crypto";
import type { ReportedNode } from "../clusters/node-changes.ts";
import { reportCluster } from "../clusters/report.ts";
import type { Ctx } from "../context.ts";
import { enroll } from "../enrollment/enroll.ts";
import { aRequest, aToken, enrollDeps } from "./enrollment.ts";
import { aNode, nodeFactsOf } from "./kubernetes.ts";

/** A sensor and the node that it is on. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly node: ReportedNode;
}

/** Enrolls a sensor from a node of a cluster. */
export async function aMember(
  ctx: Ctx,
  token: string,
  clusterUid: string,
  changes: { name?: string; flavor?: "telecom"; version?: string } = {},
): Promise<Member> {
  const { name = randomUUID(), version = "0.1.0", ...rest } = changes;
  const node = aNode({ clusterUid, nodeName: name });
  const facts = { ...nodeFactsOf(node), version };
  const request = aRequest(token, { name, facts, ...rest });
  const answer = await enroll(await enrollDeps(ctx), request);
  return { id: answer.sensorId, name, node: { name, uid: node.nodeUid } };
}

/** A cluster of so many nodes, each with a sensor that enrolled just now; it has reported nothing. */
export async function aCluster(ctx: Ctx, size: number, clusterName = "prod") {
  const clusterUid = randomUUID();
  const token = await aToken(ctx, { type: "cluster", clusterName });
  const reporter = await aMember(ctx, token, clusterUid);
  const members = [reporter];
  while (members.length < size) members.push(await aMember(ctx, token, clusterUid));
  const nodes = members.map(({ node }) => node);
  const report = (reported: readonly ReportedNode[], by: Member = reporter) =>
    reportCluster(ctx, by, { clusterUid, nodes: reported });
  return { clusterUid, token, members, reporter, nodes, report };
}
